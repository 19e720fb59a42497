"""Calendars to subscribe to: all events, those of a category, those of a series."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from pages.calendar import all_tickets
from pages.ics import calendar_ics
from pages.publishing import Build, Facts, Output, file_path

KEPT = timedelta(days=365)
FEED = "calendar.ics"
Wanted = Callable[[Facts], bool]  # of a ticket


def feed(url: str, name: str, wanted: Wanted, build: Build) -> Output:
    """What is coming, and what was in the last year."""
    body = partial(calendar_file, name, wanted, build)
    return Output(file_path(f"{url}{FEED}"), body=body, last=True)


def calendar_file(name: str, wanted: Wanted, build: Build) -> bytes:
    since = (build.today - KEPT).isoformat()
    held = {
        each["id"] for each in all_tickets(build) if each["day"]["date"] >= since and wanted(each)
    }
    return calendar_ics(f"{build.settings.short_name} {name}", sorted(held), build)


def feed_links(url: str, build: Build) -> Facts:
    """The address of a feed as a file, and by the scheme that phones subscribe with."""
    host = build.base_url.partition("://")[2]
    return {"ics_url": f"{url}{FEED}", "webcal_url": f"webcal://{host}{url}{FEED}"}
