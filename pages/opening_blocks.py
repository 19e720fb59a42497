"""Opening hours as editors give them: which days, from when to when, and single days."""

from datetime import date, time
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from pages.days import WEEKDAYS
from pages.opening_hours import CODES

Span = tuple[time, time]


class SpanBlock(blocks.StructBlock):
    opens = blocks.TimeBlock(label=_("几点开"), format="%H:%M")
    closes = blocks.TimeBlock(label=_("几点关"), format="%H:%M")

    class Meta:
        label = _("一段时间")
        icon = "time"

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["opens"] and cleaned["closes"] and cleaned["closes"] <= cleaned["opens"]:
            refuse("closes", gettext("关门要晚于开门"))
        return cleaned


class OpeningDaysBlock(blocks.StructBlock):
    days = blocks.MultipleChoiceBlock(
        label=_("哪几天"), choices=list(zip(CODES, WEEKDAYS, strict=True))
    )
    spans = blocks.ListBlock(
        SpanBlock(),
        label=_("从几点到几点"),
        min_num=1,
        help_text=_("中午关门的，写成上午、下午两段"),
    )

    class Meta:
        label = _("这几天")
        icon = "time"


class OpeningHoursBlock(blocks.StreamBlock):
    hours = OpeningDaysBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        taken: dict[str, list[Span]] = {code: [] for code in CODES}
        errors = {}
        for place, child in enumerate(cleaned):
            for code in child.value["days"] or []:
                taken[code] += spans_of(child.value)
            clashing = [code for code in child.value["days"] or [] if overlap(taken[code])]
            if clashing:
                name = WEEKDAYS[CODES.index(clashing[0])]
                errors[place] = refusal("spans", gettext("%s的时间重叠了") % name)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


class SpecialDayBlock(blocks.StructBlock):
    first = blocks.DateBlock(label=_("哪一天"), format="%Y-%m-%d")
    last = blocks.DateBlock(
        label=_("到哪一天"), format="%Y-%m-%d", required=False, help_text=_("只有一天的，空着")
    )
    spans = blocks.ListBlock(
        SpanBlock(), label=_("从几点到几点"), default=[], help_text=_("不开门的，空着")
    )
    note = blocks.CharBlock(label=_("为什么"), max_length=40, help_text=_("比如：春节"))

    class Meta:
        label = _("特别的日子")
        icon = "date"

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["first"] and cleaned["last"] and cleaned["last"] < cleaned["first"]:
            refuse("last", gettext("最后一天不能早于第一天"))
        if overlap(spans_of(cleaned)):
            refuse("spans", gettext("这几段时间重叠了"))
        return cleaned


class SpecialDaysBlock(blocks.StreamBlock):
    day = SpecialDayBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        seen: list[tuple[date, date]] = []
        errors = {}
        for place, child in enumerate(cleaned):
            first = child.value["first"]
            last = child.value["last"] or first
            if first and any(first <= end and start <= last for start, end in seen):
                errors[place] = refusal("first", gettext("这几天里有的日子，前面已经写过了"))
            elif first:
                seen.append((first, last))
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


def spans_of(value) -> list[Span]:
    """Those that are whole: a draft may still lack a time."""
    spans = value["spans"] or []
    return [(s["opens"], s["closes"]) for s in spans if s["opens"] and s["closes"]]


def overlap(spans: list[Span]) -> bool:
    return any(after[0] < before[1] for before, after in pairwise(sorted(spans)))


def refusal(name: str, message: str) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={name: ValidationError(message)})


def refuse(name: str, message: str):
    raise refusal(name, message)
