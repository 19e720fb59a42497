"""What an editor says of one gathering: as planned, otherwise, or called off."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput
from wagtail.blocks import StructBlockValidationError

from pages.event_changes import write_date

AS_PLANNED, MOVED, CANCELLED = "", "moved", "cancelled"


class OtherwiseForm(forms.Form):
    """Another day, other hours, another place: as the blocks of single dates have them."""

    new_day = forms.DateField(
        label=_("改到哪一天"), required=False, widget=AdminDateInput, help_text=_("日子不变的空着")
    )
    starts = forms.TimeField(
        label=_("几点开始"),
        required=False,
        widget=AdminTimeInput,
        help_text=_("空着就照原来的"),
    )
    ends = forms.TimeField(label=_("几点结束"), required=False, widget=AdminTimeInput)
    venue = forms.CharField(
        label=_("地点"), required=False, max_length=80, help_text=_("空着就照原来的")
    )
    note = forms.CharField(label=_("原因或说明"), required=False, max_length=120)

    def check_block(self, block, day, value):
        """What the block itself would refuse, told by its field."""
        if block is None or self.errors:
            return
        try:
            block.clean(block.normalize({"day": day} | value))
        except StructBlockValidationError as error:
            raise ValidationError(
                {name: wrong.messages for name, wrong in error.block_errors.items()}
            ) from None


class OneDateForm(OtherwiseForm):
    kind = forms.ChoiceField(
        label=_("这一场"),
        required=False,
        choices=[
            (AS_PLANNED, _("照原来的办")),
            (MOVED, _("改日子、时间或地点")),
            (CANCELLED, _("取消")),
        ],
        widget=forms.RadioSelect,
    )

    field_order = ("kind",)

    def __init__(self, *args, event, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.event, self.day = event, day

    def clean(self):
        """Tried on the event as a whole: what the ordinary form would refuse, this does."""
        super().clean()
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        kind = cleaned["kind"]
        value = {name: cleaned[name] for name in self.fields if name != "kind"}
        if kind == MOVED and not any(value[name] for name in ("new_day", "starts", "venue")):
            raise ValidationError(_("写上改成什么：哪一天、几点，或者什么地方。"))
        block = self.event.dates.stream_block.child_blocks.get(kind)
        known = {name: value[name] for name in value if block and name in block.child_blocks}
        self.check_block(block, self.day, known)
        write_date(self.event, self.day, kind, known)
        try:
            self.event.full_clean()
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return cleaned
