from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from service_requests.exports.columns import PERSONAL, PLAIN
from service_requests.models import RequestExport

SHORTEST, LONGEST = 5, 300


class ExportForm(forms.Form):
    """Why, as what, and which columns. Nothing personal unless it is ticked."""

    plain_columns, personal_columns = PLAIN, PERSONAL

    reason = forms.CharField(
        label=_("为什么导出"),
        help_text=_("给谁、做什么用。会记下来，主管和审计员看得到。不写申请人的姓名和电话。"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={
            "required": _("写明为什么导出：给谁、做什么用。"),
            "min_length": _("写具体一点，至少 %(limit_value)d 个字，现在是 %(show_value)d 个。"),
            "max_length": _("最多 %(limit_value)d 个字，现在是 %(show_value)d 个。写短一点。"),
        },
    )
    format = forms.ChoiceField(
        label=_("格式"),
        choices=RequestExport.Format,
        initial=RequestExport.Format.XLSX,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("选一种格式。"),
            "invalid_choice": _("没有这种格式，从列出的里面选。"),
        },
    )
    plain = forms.MultipleChoiceField(
        label=_("哪几列"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("至少选一列。"),
            "invalid_choice": _("没有这一列，从列出的里面选。"),
        },
    )
    personal = forms.MultipleChoiceField(
        label=_("申请人的信息"),
        help_text=_(
            "用不着就不要勾。勾了，每一件的办理日志里都会写着是你、为什么带走了什么。"
            "身份证号总是遮住；去掉了身份的是空的。"
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("没有这一列，从列出的里面选。")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = {"plain": self.plain_columns, "personal": self.personal_columns}
        for name, columns in offered.items():
            choices: Any = self.fields[name]
            choices.choices = [(key, column.label) for key, column in columns.items()]
        self.fields["plain"].initial = list(self.plain_columns)
