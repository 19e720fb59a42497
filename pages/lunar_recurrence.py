"""Events that recur by the lunar calendar, as RFC 7529 writes it: RSCALE=CHINESE;FREQ=YEARLY.

A rule means the month that isn't a leap month: 端午 is 五月初五 and is not kept a second time in
闰五月. The 30th of a month that has 29 days that year is its last day (除夕).
"""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lunar_python import Lunar, LunarMonth, Solar

LUNAR_DAY = "RSCALE=CHINESE;FREQ=YEARLY;SKIP=BACKWARD"
LUNAR_MONTH_END = "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=-1"
LONGEST = 30  # days of a lunar month
ENDINGS = {"COUNT", "UNTIL"}


def is_lunar(parts: dict[str, str]) -> bool:
    return "RSCALE" in parts


def check_lunar_rule(parts: dict[str, str]):
    kept = ";".join(f"{name}={value}" for name, value in parts.items() if name not in ENDINGS)
    if kept not in (LUNAR_DAY, LUNAR_MONTH_END):
        raise ValidationError(
            _("按农历重复的，只能一年一次：%(day)s 或者 %(end)s，日子是开始那天的农历。")
            % {"day": LUNAR_DAY, "end": LUNAR_MONTH_END}
        )


def check_lunar_start(first: date):
    """A day in a leap month doesn't come again for years."""
    if lunar_date(first)[1] < 0:
        raise ValidationError(
            _("开始那天在闰月里，不是每年都有。按农历重复的，开始要选在不闰的那个月。")
        )


def lunar_date(day: date) -> tuple[int, int, int]:
    """(year, month, day); a leap month is negative."""
    moment = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return moment.getYear(), moment.getMonth(), moment.getDay()


def lunar_days(parts: dict[str, str], first: date, last: date) -> Iterator[date]:
    """The day with the first one's lunar date, or the last of its month, year after year."""
    year, month, number = lunar_date(first)
    number = LONGEST if parts.get("BYMONTHDAY") else number
    while (day := solar_date(year, abs(month), number)) <= last:
        if day >= first:
            yield day
        year += 1


def solar_date(year: int, month: int, day: int) -> date:
    length = LunarMonth.fromYm(year, month).getDayCount()
    solar = Lunar.fromYmd(year, month, min(day, length)).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())
