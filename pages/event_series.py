"""What a series of events has had and will have, from the events that name it."""

from pages.calendar import all_tickets, as_shown
from pages.event_recaps import recaps
from pages.publishing import Build, Facts

MOST_COMING = 20
MOST_PAST = 30


def series_lists(build: Build, series_id: int | None) -> Facts:
    """Of one that is looked at before it is saved (None), there is nothing yet."""
    held = build.told("pages.event_series.tickets_of", series_id)
    coming = [each for each in held if not each["past"]]
    past = [each for each in reversed(held) if each["past"] and not each["has_recap"]]
    return {
        "tickets": [as_shown(each, build) for each in coming[:MOST_COMING]],
        "recaps": recaps(build, series_id) if series_id else [],
        "past_tickets": [as_shown(each, build) for each in past[:MOST_PAST]],
    }


def tickets_of(build: Build, series_id: int | None) -> list[Facts]:
    """Every date of a series, oldest first."""
    return [each for each in all_tickets(build) if is_of(each, series_id)]


def is_of(ticket: Facts, series_id: int | None) -> bool:
    return bool(ticket["series"]) and ticket["series"]["id"] == series_id
