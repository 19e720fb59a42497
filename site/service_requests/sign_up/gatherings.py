"""From an event and a date to the gathering that people sign up for, kept as its page says it."""

from datetime import date

from pages.calendar import Occurrence
from service_requests.models import Gathering


def gathering_of(event, occurrence: Occurrence) -> Gathering:
    """Made when the first one signs up."""
    gathering, _made = Gathering.objects.get_or_create(
        occasion=event.occasion, key=occurrence.key, defaults=told_by(event, occurrence)
    )
    return gathering


def told_by(event, occurrence: Occurrence) -> dict:
    return {
        "event": event,
        "title": event.title,
        "venue": occurrence.venue or event.venue,
        "station_id": event.station_id,
        "starts_at": occurrence.starts,
        "ends_at": occurrence.ends,
        "capacity": event.capacity,
    }


def find_occurrence(occurrences: list[Occurrence], key: date) -> Occurrence | None:
    return next((each for each in occurrences if each.key == key), None)
