"""Counting what was asked for and what was closed, in every cut that a report shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import product
from typing import Any

from service_requests.ledger.periods import Period
from service_requests.models import ServiceRequest
from service_requests.models.request import RequestQuerySet
from service_requests.states import State

# Machines, the same thing twice, and what was taken back: no service was given.
NOT_COUNTED = [State.SPAM, State.DUPLICATE, State.WITHDRAWN]
PLACES = ["line_id", "line_name", "station_id", "station_name", "source"]

Term = tuple[int | None, str]  # the id of a line or station, None when it is gone; its name
Place = tuple[Any, Any, Any]  # line, station, source; None for all of them


@dataclass
class Tally:
    visits: int = 0
    closed: int = 0
    nameless: int = 0  # whose number is no longer known: each is taken for a person
    phones: set[str] = field(default_factory=set)

    def add(self, phone: str):
        self.visits += 1
        self.nameless += not phone
        if phone:
            self.phones.add(phone)


@dataclass(frozen=True)
class Cell:
    line: Term | None
    station: Term | None
    source: str | None
    visits: int
    people: int
    closed: int


def count(period: Period) -> list[dict]:
    """What a `Ledger` keeps as its cells."""
    tallies: dict[Place, Tally] = {}
    names: dict[Any, Term] = {}
    for place, phone in visits(period):
        for each in cuts(place, names):
            tallies.setdefault(each, Tally()).add(phone)
    for place in closings(period):
        for each in cuts(place, names):
            tallies.setdefault(each, Tally()).closed += 1
    return [asdict(cell(place, tally, names)) for place, tally in tallies.items()]


def counted() -> RequestQuerySet:
    return ServiceRequest.objects.exclude(state__in=NOT_COUNTED)


def visits(period: Period) -> Iterator[tuple[tuple, str]]:
    """(where, the digest of the phone number) of each, the oldest first."""
    start, end = period.moments
    rows = counted().filter(submitted_at__gte=start, submitted_at__lt=end)
    ordered = rows.order_by("submitted_at", "pk").values_list(*PLACES, "phone_lookup")
    return ((row[:-1], row[-1]) for row in ordered.iterator())


def closings(period: Period) -> Iterator[tuple]:
    start, end = period.moments
    rows = ServiceRequest.objects.filter(state=State.CLOSED)
    closed = rows.filter(closed_at__gte=start, closed_at__lt=end)
    return closed.order_by("closed_at", "pk").values_list(*PLACES).iterator()


def cuts(place: tuple, names: dict[Any, Term]) -> list[Place]:
    """The cells that one request counts in. Notes how its line and its station were called
    last: one that was renamed is still one."""
    line_id, line_name, station_id, station_name, source = place
    line, station = ("line", line_id or line_name), ("station", station_id or station_name)
    names[line], names[station] = (line_id, line_name), (station_id, station_name)
    return list(product((line, None), (station, None), (source, None)))


def cell(place: Place, tally: Tally, names: dict[Any, Term]) -> Cell:
    line, station, source = place
    people = len(tally.phones) + tally.nameless
    line_term, station_term = names.get(line), names.get(station)
    return Cell(line_term, station_term, source, tally.visits, people, tally.closed)
