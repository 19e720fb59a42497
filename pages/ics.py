"""Events as iCalendar: stable UIDs, so that a calendar that has one updates it."""

from functools import lru_cache

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vText

from pages.calendar import occurrences


def event_ics(events, build) -> bytes:
    """All coming dates of the given events as one VCALENDAR."""
    calendar = Calendar()
    calendar.add("prodid", "-//xinyu//zh-Hans//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", build.settings.short_name)
    for event in events:
        for occurrence in occurrences(event, build.today):
            if occurrence.ends.date() >= build.today:
                calendar.add_component(vevent(event, occurrence, build))
    if calendar.get_missing_tzids():
        calendar.subcomponents.insert(0, time_zone())
    return calendar.to_ical()


@lru_cache(maxsize=1)
def time_zone() -> Timezone:
    """Every time here is in one zone, and to work it out takes longer than all the rest."""
    return Timezone.from_tzid(settings.TIME_ZONE)


def vevent(event, occurrence, build):
    entry = Event()
    host = build.base_url.partition("://")[2]
    entry.add("uid", f"event-{event.pk}-{occurrence.starts:%Y%m%d}@{host}")
    entry.add("dtstamp", event.last_published_at or event.starts_at)
    entry.add("dtstart", occurrence.starts)
    entry.add("dtend", occurrence.ends)
    entry.add("summary", event.title)
    entry.add("description", event.summary)
    entry["location"] = vText(event.venue)
    entry.add("url", f"{build.base_url}{build.url(event.pk)}")
    entry.add("status", "CANCELLED" if occurrence.cancelled else "CONFIRMED")
    return entry
