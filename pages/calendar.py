"""When events take place: single dates, recurring ones, and the days left out."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from django.utils import timezone
from django.utils.translation import gettext as _

from pages.days import day_facts
from pages.publishing import Build, Facts

HORIZON = timedelta(days=180)


@dataclass(frozen=True)
class Occurrence:
    """One taking place of an event. Times are in Asia/Shanghai.

    `key` is the day for which it was first planned: it stays when another day or hour is chosen.
    """

    key: date
    starts: datetime
    ends: datetime
    cancelled: bool = False
    note: str = ""


def occurrences(event, today: date) -> list[Occurrence]:
    """All dates of an event, oldest first; an endless recurrence stops at the horizon."""
    starts = timezone.localtime(event.starts_at)
    length = timezone.localtime(event.ends_at) - starts
    cancelled = event.status == event.Status.CANCELLED
    found = {
        day: Occurrence(day, begin, begin + length, cancelled, event.status_reason)
        for day in recurring_days(event, starts, today)
        for begin in [at(day, starts)]
    }
    for item in event.dates:
        found[item.value["day"]] = changed_date(item.value, starts, length)
    return [found[day] for day in sorted(found)]


def recurring_days(event, starts: datetime, today: date) -> list[date]:
    """The first date, always, and those that the rule adds to it."""
    if not event.recurrence:
        return [starts.date()]
    first = datetime.combine(starts.date(), time.min)
    last = max(min(event.recurrence_until or date.max, today + HORIZON), starts.date())
    rule = rrulestr(event.recurrence, dtstart=first)
    added = rule.between(first, datetime.combine(last, time.max), inc=True)
    return sorted({starts.date(), *(moment.date() for moment in added)})


def changed_date(value, starts: datetime, length: timedelta) -> Occurrence:
    """A date that the editor added, moved in time or cancelled."""
    begin = at(value["day"], starts)
    if value["starts"]:
        begin = begin.replace(hour=value["starts"].hour, minute=value["starts"].minute)
    return Occurrence(value["day"], begin, begin + length, value["cancelled"], value["note"] or "")


def at(day: date, like: datetime) -> datetime:
    return like.replace(year=day.year, month=day.month, day=day.day)


def tickets(event, build: Build) -> list[Facts]:
    """An event on each of its dates, oldest first, as lists show it."""
    card = build.card(event.pk) or {}
    return [card | on_date(each, build) for each in occurrences(event, build.today)]


def on_date(occurrence: Occurrence, build: Build) -> Facts:
    return {
        "key": occurrence.key.isoformat(),
        "day": day_facts(occurrence.starts.date()),
        "starts": occurrence.starts.strftime("%H:%M"),
        "ends": occurrence.ends.strftime("%H:%M"),
        "last_day": last_day(occurrence),
        "cancelled": occurrence.cancelled,
        "reason": occurrence.note,
        "past": occurrence.ends.date() < build.today,
        "moment": occurrence.starts.isoformat(),
    }


def last_day(occurrence: Occurrence) -> str:
    """ISO date of the last day of an event over several days, else ""."""
    same = occurrence.ends.date() == occurrence.starts.date()
    return "" if same else occurrence.ends.date().isoformat()


def next_ticket(event, build: Build) -> Facts:
    """The event on its next date, or on its last one when it is over."""
    held = tickets(event, build)
    return next((facts for facts in held if not facts["past"]), held[-1])


def all_tickets(build: Build) -> list[Facts]:
    """Every date of every live event, oldest first."""
    return build.told("pages.calendar.sorted_tickets")


def sorted_tickets(build: Build) -> list[Facts]:
    held = [facts for event in build.all("pages.EventPage") for facts in tickets(event, build)]
    return sorted(held, key=lambda facts: (facts["moment"], facts["id"]))


def next_occurrences(build: Build, limit: int) -> list[Facts]:
    coming = [facts for facts in all_tickets(build) if not facts["past"]]
    return [facts for facts in coming if not facts["cancelled"]][:limit]


def month_grid(year: int, month: int, tickets: list[Facts], today: date) -> Facts:
    """A month as weeks of days, Monday first; days of other months are empty."""
    by_day: dict[str, list[Facts]] = {}
    for facts in tickets:
        by_day.setdefault(facts["day"]["date"], []).append(facts)
    weeks = [
        [
            day_facts(day)
            | {
                "other": day.month != month,
                "today": day == today,
                "events": by_day.get(day.isoformat(), []),
            }
            for day in week
        ]
        for week in Calendar().monthdatescalendar(year, month)
    ]
    return {"key": f"{year}-{month:02}", "label": month_label(year, month), "weeks": weeks}


def month_label(year: int, month: int) -> str:
    return _("%(year)d年%(month)d月") % {"year": year, "month": month}
