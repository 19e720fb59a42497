"""When events take place: single dates, recurring ones, and the days left out."""

from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from pages.days import day_facts
from pages.holidays import mark_of, month_holidays, with_holiday
from pages.places import with_places
from pages.publishing import Build, Facts
from pages.recurrence import rule_days

HORIZON = timedelta(days=180)
HORIZON_OF_YEARLY = timedelta(days=400)  # so that the next one is always told


@dataclass(frozen=True)
class Occurrence:
    """One taking place of an event. Times are in Asia/Shanghai.

    `key` is the day for which it was first planned: it stays when another day or hour is chosen,
    and `planned` then is when it would have begun. `venue` is "" where it is the event's own.
    """

    key: date
    starts: datetime
    ends: datetime
    cancelled: bool = False
    note: str = ""
    venue: str = ""
    planned: datetime | None = None


def occurrences(event, today: date) -> list[Occurrence]:
    """All dates of an event, oldest first; an endless recurrence stops at the horizon."""
    found = {each.key: each for each in planned_occurrences(event, today)}
    change = {"cancelled": cancel, "moved": move, "added": add, "confirmed": add, "skipped": skip}
    # What is skipped goes last: one date stays, whatever it is.
    for item in sorted(event.dates, key=lambda item: item.block_type == "skipped"):
        change[item.block_type](found, item.value, event)
    if event.status == event.Status.CANCELLED:
        found = {key: called_off(each, event) for key, each in found.items()}
    return sorted(found.values(), key=lambda each: (each.starts, each.key))


def planned_occurrences(event, today: date) -> Iterator[Occurrence]:
    starts, length = hours_of(event)
    postponed = event.postponed_from and timezone.localtime(event.postponed_from)
    if not event.recurrence:
        key = (postponed or starts).date()
        yield Occurrence(key, starts, starts + length, note=reason(event), planned=postponed)
        return
    for day in public_days(event, starts.date(), today):
        yield Occurrence(day, at(day, starts), at(day, starts) + length)


def hours_of(event) -> tuple[datetime, timedelta]:
    """When the first one begins, and how long each is."""
    starts = timezone.localtime(event.starts_at)
    return starts, timezone.localtime(event.ends_at) - starts


def reason(event) -> str:
    return "" if event.status == event.Status.PLANNED else event.status_reason


def public_days(event, first: date, today: date) -> list[date]:
    """Those of the rule; of an event whose dates are confirmed one by one, the first: the others
    stand among its single dates once they are."""
    return [first] if event.confirm_dates else recurring_days(event, first, today)


def recurring_days(event, first: date, today: date) -> list[date]:
    """The first date, always, and those that the rule adds to it."""
    horizon = HORIZON_OF_YEARLY if "YEARLY" in event.recurrence else HORIZON
    last = max(today + horizon, first)
    return sorted({first, *rule_days(event.recurrence, first, last)})


def called_off(occurrence: Occurrence, event) -> Occurrence:
    """With the whole event; what was cancelled by itself keeps its own reason."""
    own = occurrence.note if occurrence.cancelled else ""
    return replace(occurrence, cancelled=True, note=own or event.status_reason)


def cancel(found, value, event):
    planned = found.get(value["day"]) or on_another_day(value, event)
    found[value["day"]] = replace(planned, cancelled=True, note=value["note"] or "")


def move(found, value, event):
    known = found.get(value["day"])
    planned = known.starts if known else at(value["day"], hours_of(event)[0])
    found[value["day"]] = replace(on_another_day(value, event), planned=planned)


def add(found, value, event):
    found[value["day"]] = on_another_day(value, event)


def skip(found, value, event):
    if len(found) > 1:
        found.pop(value["day"], None)


def on_another_day(value, event) -> Occurrence:
    """What an editor wrote about one date; the rest is the event's."""
    starts, length = hours_of(event)
    begin = at(value.get("new_day") or value["day"], starts)
    if value.get("starts"):
        begin = begin.replace(hour=value["starts"].hour, minute=value["starts"].minute)
    end = begin + length
    if value.get("ends"):
        end = begin.replace(hour=value["ends"].hour, minute=value["ends"].minute)
    return Occurrence(
        value["day"], begin, end, note=value["note"] or "", venue=value.get("venue") or ""
    )


def at(day: date, like: datetime) -> datetime:
    return like.replace(year=day.year, month=day.month, day=day.day)


def tickets(event, build: Build) -> list[Facts]:
    """An event on each of its dates, oldest first, as lists show it."""
    card = build.card(event.pk) or {}
    return [card | on_date(each, build) for each in occurrences(event, build.today)]


def on_date(occurrence: Occurrence, build: Build) -> Facts:
    """What differs from date to date, over what an event's card says."""
    own_venue = {"venue": occurrence.venue} if occurrence.venue else {}
    return own_venue | {
        "key": occurrence.key.isoformat(),
        "day": day_facts(occurrence.starts.date()),
        "starts": occurrence.starts.strftime("%H:%M"),
        "ends": occurrence.ends.strftime("%H:%M"),
        "last_day": last_day(occurrence),
        "cancelled": occurrence.cancelled,
        "reason": occurrence.note,
        "planned": planned_facts(occurrence),
        "past": occurrence.ends.date() < build.today,
        "moment": occurrence.starts.isoformat(),
        "end_moment": occurrence.ends.isoformat(),
    }


def planned_facts(occurrence: Occurrence) -> Facts | None:
    """When it would have begun, for what was moved to another day or hour."""
    planned = occurrence.planned
    if planned is None or planned == occurrence.starts:
        return None
    return {
        "day": day_facts(planned.date()),
        "starts": planned.strftime("%H:%M"),
        "moment": planned.isoformat(),
        "same_day": planned.date() == occurrence.starts.date(),
    }


def last_day(occurrence: Occurrence) -> str:
    """ISO date of the last day of an event over several days, else ""."""
    same = occurrence.ends.date() == occurrence.starts.date()
    return "" if same else occurrence.ends.date().isoformat()


def as_shown(ticket: Facts, build: Build) -> Facts:
    """With what changes while the event stays as it is: places left, and holidays."""
    return with_holiday(with_places(ticket, build), build)


def next_ticket(event, build: Build) -> Facts:
    return as_shown(next_of(tickets(event, build)), build)


def next_of(held: list[Facts]) -> Facts:
    """The event on its next date, or on its last one when it is over."""
    return next((facts for facts in held if not facts["past"]), held[-1])


def all_tickets(build: Build) -> list[Facts]:
    """Every date of every live event, oldest first."""
    return build.told("pages.calendar.sorted_tickets")


def sorted_tickets(build: Build) -> list[Facts]:
    held = [facts for event in build.all("pages.EventPage") for facts in tickets(event, build)]
    return sorted(held, key=lambda facts: (facts["moment"], facts["id"]))


def next_occurrences(build: Build, limit: int) -> list[Facts]:
    coming = [facts for facts in all_tickets(build) if not facts["past"]]
    held = [facts for facts in coming if not facts["cancelled"]]
    return [as_shown(facts, build) for facts in held[:limit]]


def month_grid(year: int, month: int, tickets: list[Facts], build: Build) -> Facts:
    """A month as weeks of days, Monday first; days of other months are empty."""
    key, today = f"{year}-{month:02}", build.today
    by_day: dict[str, list[Facts]] = {}
    for facts in tickets:
        by_day.setdefault(facts["day"]["date"], []).append(facts)
    weeks = [
        [
            day_facts(day)
            | {
                "other": day.month != month,
                "today": day == today,
                "holiday": None if day.month != month else mark_of(build, day.isoformat()),
                "events": by_day.get(day.isoformat(), []),
            }
            for day in week
        ]
        for week in Calendar().monthdatescalendar(year, month)
    ]
    return {"key": key, "label": month_label(year, month), "weeks": weeks} | {
        "holidays": month_holidays(build, key)
    }


def month_label(year: int, month: int) -> str:
    return _("%(year)d年%(month)d月") % {"year": year, "month": month}
