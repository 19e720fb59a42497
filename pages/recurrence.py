"""Rules of recurrence: RFC 5545's, counted in days, and RFC 7529's for the lunar calendar.

A rule says on which days an event takes place; the hour is the event's own. What it leaves out
(the day of the week, of the month) is that of the first day. UNTIL is a date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache

from dateutil.rrule import rrulestr

from pages.lunar_recurrence import is_lunar, lunar_days

MOST = 400  # dates of a counted rule


def parts_of(rule: str) -> dict[str, str]:
    """The parts of a rule by their names. Raises ValueError for what has none."""
    return dict(part.split("=") for part in rule.split(";")) if rule else {}


def written(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def ending(parts: dict[str, str]) -> date | None:
    """Until which day; None for a rule that is counted, or endless. Raises ValueError."""
    until = parts.get("UNTIL")
    return datetime.strptime(until, "%Y%m%d").date() if until else None


@lru_cache(maxsize=4096)
def rule_days(rule: str, first: date, last: date) -> tuple[date, ...]:
    """The days of a rule from the first one on, up to and with the last."""
    if not rule:
        return (first,) if first <= last else ()
    parts = parts_of(rule)
    if is_lunar(parts):
        return tuple(within(lunar_days(parts, first, last), parts, last))
    start = datetime.combine(first, time.min)
    moments = rrulestr(rule, dtstart=start).between(
        start, datetime.combine(last, time.max), inc=True
    )
    return tuple(moment.date() for moment in moments)


def within(days: Iterator[date], parts: dict[str, str], last: date) -> Iterator[date]:
    """As many days, and as far, as a rule says."""
    until = min(ending(parts) or last, last)
    count = int(parts.get("COUNT", MOST))
    for number, day in enumerate(days):
        if day > until or number >= count:
            return
        yield day


def ended_before(rule: str, first: date, day: date) -> str:
    """The same rule without what comes from a day on; "" when just the first day is left."""
    kept = [each for each in rule_days(rule, first, day) if each < day]
    if len(kept) < 2:
        return ""
    parts = parts_of(rule)
    parts.pop("COUNT", None)
    return written(parts | {"UNTIL": f"{kept[-1]:%Y%m%d}"})


def continued_from(rule: str, first: date, day: date) -> str:
    """The same rule for what comes from a day on: of a number of times, those that are left."""
    parts = parts_of(rule)
    if "COUNT" in parts:
        held = sum(each < day for each in rule_days(rule, first, day))
        parts["COUNT"] = str(int(parts["COUNT"]) - held)
    return written(parts)
