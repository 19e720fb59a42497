"""How an editor says that an event recurs: in plain words, kept as a rule of RFC 5545."""

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from pages.lunar_recurrence import LUNAR_DAY, LUNAR_MONTH_END
from pages.recurrence import ending, parts_of, written
from pages.recurrence_check import check_rule

CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
OTHER = "other"
PATTERNS = {
    "": _("不重复"),
    "FREQ=WEEKLY": _("每周"),
    "FREQ=WEEKLY;INTERVAL=2": _("每两周"),
    "FREQ=MONTHLY;BYDAY": _("每月第几个周几"),
    "FREQ=MONTHLY": _("每月几号（开始那天的日子）"),
    LUNAR_DAY: _("每年农历（开始那天的农历日子）"),
    LUNAR_MONTH_END: _("每年农历，那个月的最后一天（除夕）"),
    OTHER: _("别的规则（照日历文件的写法）"),
}
WHICH = [
    ("1", _("第一个")),
    ("2", _("第二个")),
    ("3", _("第三个")),
    ("4", _("第四个")),
    ("-1", _("最后一个")),
]
BY_WEEK = ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2")
BY_MONTH = "FREQ=MONTHLY;BYDAY"


class RecurrenceWidget(forms.MultiWidget):
    template_name = "pages/admin/recurrence_widget.html"

    class Media:
        css = {"all": ["pages/recurrence.css"]}

    def __init__(self, attrs=None):
        super().__init__(
            {
                "pattern": forms.Select(choices=list(PATTERNS.items())),
                "which": forms.CheckboxSelectMultiple(choices=WHICH),
                "weekdays": forms.CheckboxSelectMultiple(
                    choices=[(code, WEEKDAYS[place]) for place, code in enumerate(CODES)]
                ),
                "rule": forms.TextInput,
                "until": AdminDateInput,
                "count": forms.NumberInput(attrs={"min": 1}),
            },
            attrs,
        )

    def decompress(self, value):
        """A rule that no pattern fits is shown as it stands."""
        try:
            parts = parts_of(value or "")
            until = ending(parts)
        except ValueError:
            return [OTHER, [], [], value, None, ""]
        count = parts.pop("COUNT", "")
        parts.pop("UNTIL", None)
        return [*pattern_of(parts), until, count]


def pattern_of(parts: dict[str, str]) -> list:
    """[pattern, which, weekdays, rule] of a rule without its ending."""
    rule = written(parts)
    if rule in PATTERNS and rule != OTHER:
        return [rule, [], [], ""]
    days = parts.get("BYDAY", "").split(",")
    plain = written({name: value for name, value in parts.items() if name != "BYDAY"})
    if plain in BY_WEEK and set(days) <= set(CODES):
        return [plain, [], days, ""]
    which, weekdays = {day[:-2] for day in days}, {day[-2:] for day in days}
    every = {f"{number}{day}" for number in which for day in weekdays}
    if plain == "FREQ=MONTHLY" and which <= set(dict(WHICH)) and every == set(days):
        return [BY_MONTH, sorted(which), sorted(weekdays), ""]
    return [OTHER, [], [], rule]


class RecurrenceField(forms.MultiValueField):
    widget = RecurrenceWidget

    def __init__(self, **kwargs):
        weekdays = [(code, code) for code in CODES]
        fields = [
            forms.ChoiceField(choices=list(PATTERNS.items()), required=False),
            forms.MultipleChoiceField(choices=WHICH, required=False),
            forms.MultipleChoiceField(choices=weekdays, required=False),
            forms.CharField(max_length=120, required=False),
            forms.DateField(required=False),
            forms.IntegerField(min_value=1, required=False),
        ]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, values):
        if not values:
            return ""
        pattern, which, weekdays, rule, until, count = values
        rule = rule_of(pattern or "", which or [], weekdays or [], (rule or "").strip())
        if not rule:
            return ""
        ends = {"UNTIL": until and f"{until:%Y%m%d}", "COUNT": count and str(count)}
        return f"{rule};{written(ends)}".rstrip(";")

    def validate(self, value):
        check_rule(value)


def rule_of(pattern: str, which: list[str], weekdays: list[str], rule: str) -> str:
    if pattern == OTHER:
        return rule.upper().removeprefix("RRULE:")
    if pattern == BY_MONTH:
        if not (which and weekdays):
            raise forms.ValidationError(_("每月第几个周几：两样都要勾。"))
        return f"{pattern}={','.join(number + day for number in which for day in weekdays)}"
    if pattern in BY_WEEK and weekdays:
        return f"{pattern};BYDAY={','.join(weekdays)}"
    return pattern
