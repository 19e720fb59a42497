"""Single dates of an event on which it is otherwise than its rule says.

`day` always is the day for which a gathering was first planned: with the event's occasion it
names that gathering for good.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class DateBlock(blocks.StructBlock):
    day = blocks.DateBlock(label=_("哪一天"))


class CancelledDateBlock(DateBlock):
    note = blocks.CharBlock(label=_("为什么"), required=False, max_length=120)

    class Meta:
        label = _("取消一场")
        icon = "cross"


class OtherHoursBlock(DateBlock):
    """`day` is told by the classes below; both hours or none, the end after the beginning."""

    starts = blocks.TimeBlock(label=_("几点开始"), required=False, help_text=_("空着就照原来的"))
    ends = blocks.TimeBlock(label=_("几点结束"), required=False)
    venue = blocks.CharBlock(
        label=_("地点"), required=False, max_length=80, help_text=_("空着就照原来的")
    )
    note = blocks.CharBlock(label=_("原因或说明"), required=False, max_length=120)

    def clean(self, value):
        cleaned = super().clean(value)
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if ends and not starts:
            wrong = ValidationError(_("几点结束写了，几点开始也要写"))
            raise blocks.StructBlockValidationError({"starts": wrong})
        if ends and ends <= starts:
            wrong = ValidationError(_("结束要晚于开始"))
            raise blocks.StructBlockValidationError({"ends": wrong})
        return cleaned


class MovedDateBlock(OtherHoursBlock):
    day = blocks.DateBlock(label=_("原来是哪一天"))
    new_day = blocks.DateBlock(label=_("改到哪一天"), required=False, help_text=_("日子不变的空着"))

    class Meta:
        label = _("改一场")
        icon = "edit"
        form_layout = ["day", "new_day", "starts", "ends", "venue", "note"]


class AddedDateBlock(OtherHoursBlock):
    class Meta:
        label = _("加一场")
        icon = "plus"


class ConfirmedDateBlock(OtherHoursBlock):
    class Meta:
        label = _("确认一场（只用在先确认再公布的）")
        icon = "check"


class SkippedDateBlock(DateBlock):
    class Meta:
        label = _("跳过一天（没公布过，不留痕迹）")
        icon = "view"


class ChangedDatesBlock(blocks.StreamBlock):
    cancelled = CancelledDateBlock()
    moved = MovedDateBlock()
    added = AddedDateBlock()
    confirmed = ConfirmedDateBlock()
    skipped = SkippedDateBlock()
