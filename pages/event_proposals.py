"""Dates that a rule proposes and an editor confirms: 每月两场, on days that suit.

Nothing is stored of a date that nobody decided on, and readers hear of none. What is confirmed,
and what is dropped, stands among the event's single dates.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pages.event_changes import write_date
from pages.event_dates import first_day
from pages.models import EventPage
from pages.recurrence import rule_days

MONTHS = 3  # that are proposed: this one and the next two
CONFIRM, CHANGE, DROP = "confirm", "change", "drop"


def proposed_days(event: EventPage, today: date) -> list[date]:
    if not (event.confirm_dates and event.recurrence):
        return []
    first, decided = first_day(event), {item.value["day"] for item in event.dates}
    days = rule_days(event.recurrence, first, last_of_months(today))
    return [day for day in days if day > today and day != first and day not in decided]


def last_of_months(today: date) -> date:
    months = today.year * 12 + today.month - 1 + MONTHS
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def decide(event: EventPage, day: date, decision: str, value: dict[str, Any]):
    """Put a decision down; the event isn't saved. On another day it is a date of its own: the
    proposed one never was public, so nobody has to hear of it."""
    value = dict(value)
    new_day = value.pop("new_day", None)
    if decision == DROP:
        write_date(event, day, "skipped", {})
    elif decision == CONFIRM:
        write_date(event, day, "confirmed", {})
    elif new_day and new_day != day:
        write_date(event, day, "skipped", {})
        write_date(event, new_day, "added", value)
    else:
        write_date(event, day, "confirmed", value)
