"""Days as people in China read them: weekday, lunar date, solar term, festival."""

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext_lazy as _
from lunar_python import LunarYear, Solar

# The library keeps the last year only, and a calendar goes to and fro over the new year: 4 ms a
# time, more than all the rest of a month's page.
LunarYear.fromYear = staticmethod(lru_cache(maxsize=16)(LunarYear.fromYear))

WEEKDAYS = [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")]

FIRST = "初一"  # data: as lunar_python writes it


@lru_cache(maxsize=2048)
def lunar(day: date) -> tuple[str, str, str]:
    """(month, day, term or festival) of a solar day: ("冬月", "十四", "冬至")."""
    moment = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    named = [*moment.getFestivals(), moment.getJieQi()]
    return _("%s月") % moment.getMonthInChinese(), moment.getDayInChinese(), named[0]


def day_facts(day: date) -> dict:
    month_name, day_name, term = lunar(day)
    return {
        "date": day.isoformat(),
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "weekday": str(WEEKDAYS[day.weekday()]),
        "lunar": f"{month_name}{day_name}",
        "lunar_short": month_name if day_name == FIRST else day_name,
        "term": term,
    }
