"""When a station is open: the week and single days, as data and as people say it.

Works on the raw data of the blocks in `pages.opening_blocks`. A time is "09:00", a day's spans
are a list of [opens, closes], a week is seven of those, Monday first. Times are Asia/Shanghai's.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from pages.days import WEEKDAYS
from pages.publishing import Facts

CODES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Spans = list[list[str]]


def opening_facts(hours: Iterable[Facts], special_days: Iterable[Facts], today: date) -> Facts:
    """For readers `opening_hours` and `special_days`; for scripts `schedule`, which holds both."""
    week = week_of(hours)
    special = coming(special_days, today)
    return {
        "opening_hours": lines(week),
        "special_days": [said(day) for day in special],
        "schedule": {
            "week": week if any(week) else [],
            "special": [[day["first"], day["last"], day["spans"]] for day in special],
        },
    }


def week_of(hours: Iterable[Facts]) -> list[Spans]:
    """The spans of each weekday, in order of the day."""
    blocks = list(hours)
    return [
        sorted(span for block in blocks if code in block["days"] for span in spans_of(block))
        for code in CODES
    ]


def spans_of(block: Facts) -> Spans:
    return sorted([span["opens"][:5], span["closes"][:5]] for span in block["spans"])


def coming(special_days: Iterable[Facts], today: date) -> list[Facts]:
    """Single days from today on, the next one first."""
    days = [
        {
            "first": block["first"],
            "last": block["last"] or block["first"],
            "spans": spans_of(block),
            "note": block["note"],
        }
        for block in special_days
    ]
    ahead = [day for day in days if day["last"] >= today.isoformat()]
    return sorted(ahead, key=lambda day: day["first"])


def said(day: Facts) -> Facts:
    days = dict.fromkeys(month_day(day[name]) for name in ("first", "last"))
    return {
        "days": "—".join(days),
        "hours": clock(day["spans"]),
        "note": day["note"],
    }


def month_day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return _("%(month)d月%(day)d日") % {"month": day.month, "day": day.day}


def lines(week: list[Spans]) -> list[Facts]:
    """Days with the same hours in one line, what is open first: {"days", "hours"}."""
    if not any(week):
        return []
    alike: dict[str, list[int]] = {}
    for number, spans in enumerate(week):
        alike.setdefault(clock(spans), []).append(number)
    closed = alike.pop(clock([]), [])
    told = [{"days": day_names(days), "hours": hours} for hours, days in alike.items()]
    return [*told, {"days": day_names(closed), "hours": clock([])}] if closed else told


def clock(spans: Spans) -> str:
    """ "9:00–12:00、14:00–17:30"."""
    told = [f"{opens.lstrip('0')}–{closes.lstrip('0')}" for opens, closes in spans]
    return _("、").join(told) if told else _("休息")


def day_names(days: list[int]) -> str:
    """ "周二至周日"; a week goes round, so Saturday to Monday is a run as well."""
    if len(days) == len(CODES):
        return _("每天")
    starts = [day for day in days if (day - 1) % 7 not in days]
    return _("、").join(run_name(run(first, days)) for first in starts)


def run(first: int, days: list[int]) -> list[int]:
    found = [first]
    while (found[-1] + 1) % 7 in days:
        found.append((found[-1] + 1) % 7)
    return found


def run_name(run: list[int]) -> str:
    names = [str(WEEKDAYS[day]) for day in run]
    return _("%s至%s") % (names[0], names[-1]) if len(names) > 2 else _("、").join(names)
