"""Events as iCalendar (RFC 5545), so that a phone that has one follows its changes.

A recurring event is one entry with its rule; a date that is otherwise is an entry with its
RECURRENCE-ID. Nothing here tells the hour at which it was made: DTSTAMP and SEQUENCE come from
when the page was published.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vRecur, vText

from pages.calendar import Occurrence, at, hours_of, occurrences, recurring_days
from pages.lunar_recurrence import is_lunar
from pages.publishing import Build
from pages.recurrence import ending, parts_of, written


def calendar_ics(name: str, page_ids: Iterable[int], build: Build) -> bytes:
    """A VCALENDAR of events. Each event's part is worked out once, and kept while it is true."""
    calendar = Calendar()
    calendar.add("prodid", "-//xinyu//zh-Hans//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    head, end = calendar.to_ical().split(b"END:VCALENDAR")
    parts = [build.told("pages.ics.entries_text", page_id).encode() for page_id in page_ids]
    return b"".join([head, time_zone(), *parts, b"END:VCALENDAR", end])


@lru_cache(maxsize=1)
def time_zone() -> bytes:
    """Every time here is in one zone, and to work it out takes longer than all the rest."""
    return Timezone.from_tzid(settings.TIME_ZONE).to_ical()


def entries_text(build: Build, page_id: int) -> str:
    """The VEVENTs of one event; "" once it is gone."""
    event = build.page(page_id)
    if event is None:
        return ""
    entries = [series(event, build), *exceptions(event, build)]
    return "".join(entry.to_ical().decode() for entry in entries)


def series(event, build: Build) -> Event:
    """The first date, and by what rule, on which single days, there are others."""
    starts, length = hours_of(event)
    entry = vevent(event, Occurrence(starts.date(), starts, starts + length), build)
    if event.status == event.Status.CANCELLED:
        entry["status"] = "CANCELLED"
    parts = parts_of(event.recurrence)
    others = [at_day(value, starts) for value in dates_beside_the_rule(event, starts)]
    if event.confirm_dates:
        others += [at(value["day"], starts) for value in changed_after_all(event, starts)]
    elif is_lunar(parts):  # no phone knows the rule
        days = recurring_days(event, starts.date(), build.today)
        others += [at(day, starts) for day in days[1:]]
    elif parts:
        entry.add("rrule", vRecur.from_ical(with_moment(parts, starts)))
    if others:
        entry.add("rdate", sorted(others))
    if skipped := [at(value["day"], starts) for value in values(event, "skipped")]:
        entry.add("exdate", skipped)
    return entry


def with_moment(parts: dict[str, str], starts: datetime) -> str:
    """UNTIL as RFC 5545 wants it beside a DTSTART that has a zone: the last moment, in UTC."""
    until = ending(parts)
    if until is None:
        return written(parts)
    return written(parts | {"UNTIL": at(until, starts).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")})


def exceptions(event, build: Build) -> Iterator[Event]:
    """The dates that are otherwise than the series says, each named by when it was planned."""
    starts, length = hours_of(event)
    added = {value["day"]: at_day(value, starts) for value in dates_beside_the_rule(event, starts)}
    changed = {item.value["day"] for item in event.dates if item.block_type != "skipped"}
    last = max(changed, default=starts.date())
    for each in occurrences(event, last):
        usual = each.ends - each.starts == length and not (each.note or each.venue)
        if each.key in changed and not (each.key in added and usual):
            entry = vevent(event, each, build)
            entry.add("recurrence-id", added.get(each.key) or at(each.key, starts))
            yield entry


def dates_beside_the_rule(event, starts: datetime) -> list:
    """Those added; and those confirmed one by one, where the rule itself is told to nobody."""
    confirmed = values(event, "confirmed") if event.confirm_dates else []
    return values(event, "added") + [each for each in confirmed if each["day"] != starts.date()]


def changed_after_all(event, starts: datetime) -> list:
    """Of dates confirmed one by one, those that were changed later: known by their first day."""
    changed = values(event, "cancelled") + values(event, "moved")
    return [each for each in changed if each["day"] != starts.date()]


def values(event, kind: str) -> list:
    return [item.value for item in event.dates if item.block_type == kind]


def at_day(value, starts: datetime) -> datetime:
    begin = at(value["day"], starts)
    hour = value.get("starts")
    return begin.replace(hour=hour.hour, minute=hour.minute) if hour else begin


def vevent(event, occurrence: Occurrence, build: Build) -> Event:
    entry = Event()
    entry.add("uid", str(event.translation_key))
    entry.add("dtstamp", event.last_published_at or event.starts_at)
    entry.add("sequence", sequence(event))
    entry.add("dtstart", occurrence.starts)
    entry.add("dtend", occurrence.ends)
    # Many phones show an entry that is cancelled as any other.
    cancelled = occurrence.cancelled or event.status == event.Status.CANCELLED
    entry.add("summary", _("已取消：%s") % event.title if cancelled else event.title)
    entry.add("description", "\n".join(filter(None, [occurrence.note, event.summary])))
    entry["location"] = vText(occurrence.venue or event.venue)
    entry.add("categories", [str(event.get_category_display())])
    entry.add("url", urljoin(build.base_url, build.url(event.pk)))
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return entry


def sequence(event) -> int:
    """Grows each time the page is published: the seconds since it first was."""
    first, last = event.first_published_at, event.last_published_at
    return int((last - first).total_seconds()) if first and last else 0
