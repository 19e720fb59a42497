"""One proposed date of an event: it takes place, otherwise, not at all, or is left for later."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pages.event_changes_form import OtherwiseForm
from pages.event_proposals import CHANGE, CONFIRM, DROP


class ProposalForm(OtherwiseForm):
    day = forms.DateField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("这一场"),
        required=False,
        choices=[
            ("", _("以后再定")),
            (CONFIRM, _("照这样办")),
            (CHANGE, _("改了再办")),
            (DROP, _("不办")),
        ],
        widget=forms.RadioSelect,
    )

    field_order = ("day", "decision")

    def __init__(self, *args, event, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        self.event, self.proposed = event, proposed

    @property
    def otherwise(self):
        return [self[name] for name in OtherwiseForm.base_fields]

    @property
    def changed_to(self) -> dict:
        return {name: self.cleaned_data[name] for name in OtherwiseForm.base_fields}

    def clean(self):
        super().clean()
        if self.errors or not self.cleaned_data["decision"]:
            return self.cleaned_data
        if self.cleaned_data["day"] not in self.proposed:
            raise ValidationError(_("这一场刚才有人定过了，看一下“各场”。"))
        if self.cleaned_data["decision"] == CHANGE:
            self.check_change()
        return self.cleaned_data

    def check_change(self):
        value = self.changed_to
        if not any(value.values()):
            raise ValidationError(_("写上改成什么：哪一天、几点，或者什么地方。"))
        del value["new_day"]
        block = self.event.dates.stream_block.child_blocks["confirmed"]
        self.check_block(block, self.cleaned_data["day"], value)


class ProposalFormSet(forms.BaseFormSet):
    """`take_all` in the data takes place for what was left open."""

    def __init__(self, data=None, **kwargs):
        if data is not None and "take_all" in data:
            data = data.copy()
            for number in range(int(data.get("form-TOTAL_FORMS") or 0)):
                if not data.get(f"form-{number}-decision"):
                    data[f"form-{number}-decision"] = CONFIRM
        super().__init__(data, **kwargs)

    @property
    def decided(self) -> list[ProposalForm]:
        return [form for form in self.forms if form.cleaned_data.get("decision")]


make_formset = forms.formset_factory(ProposalForm, formset=ProposalFormSet, extra=0, max_num=60)
