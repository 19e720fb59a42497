"""The ledger: what was asked for, by line, station and way in, frozen when it is over."""

import random
from datetime import date

import pytest
import time_machine

from export.worker import every_minute
from pages.models import ServiceLine
from service_requests.ledger import freezing
from service_requests.ledger.counting import count
from service_requests.ledger.freezing import freeze_ended
from service_requests.ledger.periods import Period, period_named, period_of
from service_requests.ledger.reading import Book, open_book
from service_requests.models import Ledger, ServiceRequest
from service_requests.states import Source, State
from tests.factories_requests import at, make_request, make_station

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
OCTOBER = Period("month", date(2026, 10, 1))
IN_OCTOBER = at(2026, 10, 9, 10)


def asked(line=None, station=None, **kwargs):
    """A request of October; `line` and `station` may be what a page was called."""
    given = {"submitted_at": IN_OCTOBER, "line": line, "station": station} | kwargs
    given |= {"line_name": line.name if line else ""}
    given |= {"station_name": station.title if station else ""}
    return make_request(**given)


@pytest.fixture
def wages():
    return ServiceLine.objects.create(name="工资", slug="wages")


@pytest.fixture
def papers():
    return ServiceLine.objects.create(name="办证", slug="papers")


def book_of(period: Period) -> Book:
    return Book(period, count(period))


def test_one_person_with_three_requests_counts_three_times_and_once(wages, papers):
    here, there = make_station("前山服务站"), make_station("香洲服务站")
    asked(wages, here)
    asked(wages, there, source=Source.WINDOW)
    asked(papers, here)
    asked(papers, here, phone="13900139000")
    book = book_of(OCTOBER)
    assert numbers(book.cell()) == (4, 2, 0)
    assert numbers(book.cell(wages.pk)) == (2, 1, 0)
    assert numbers(book.cell(papers.pk, here.pk)) == (2, 2, 0)
    assert numbers(book.cell(station=there.pk, source="window")) == (1, 1, 0)
    assert numbers(book.cell(source="online")) == (3, 2, 0)


def numbers(cell) -> tuple[int, int, int]:
    return cell["visits"], cell["people"], cell["closed"]


def test_what_is_no_service_is_not_counted():
    for state in (State.SPAM, State.DUPLICATE, State.WITHDRAWN):
        asked(state=state)
    asked(state=State.REJECTED)
    assert numbers(book_of(OCTOBER).cell()) == (1, 1, 0)


def test_a_month_begins_and_ends_at_midnight_in_zhuhai():
    asked(submitted_at=at(2026, 9, 30, 23, 59, 59))
    first = asked(submitted_at=at(2026, 10, 1))
    last = asked(submitted_at=at(2026, 10, 31, 23, 59, 59), phone="13900139000")
    asked(submitted_at=at(2026, 11, 1))
    assert numbers(book_of(OCTOBER).cell()) == (2, 2, 0)
    ServiceRequest.objects.filter(pk__in=[first.pk, last.pk]).delete()
    assert numbers(book_of(OCTOBER).cell()) == (0, 0, 0)


def test_what_is_closed_counts_in_the_month_that_closes_it(wages):
    closed = {"state": State.CLOSED, "closed_at": IN_OCTOBER}
    asked(wages, submitted_at=at(2026, 8, 1, 9), **closed)
    asked(wages, state=State.CLOSED, closed_at=at(2026, 11, 2, 9))
    assert numbers(book_of(OCTOBER).cell(wages.pk)) == (1, 1, 1)


def test_who_cannot_be_told_apart_any_more_is_a_person_each():
    for _n in range(2):
        forgotten = asked()
        ServiceRequest.objects.filter(pk=forgotten.pk).update(phone_lookup="")
    asked()
    assert numbers(book_of(OCTOBER).cell()) == (3, 3, 0)


def test_a_line_that_was_renamed_or_deleted_is_still_one(wages):
    asked(wages)
    asked(wages)
    ServiceRequest.objects.filter(pk=ServiceRequest.objects.latest("pk").pk).update(
        line_name="工资和工时"
    )
    assert [row["name"] for row in book_of(OCTOBER).rows("line")] == ["工资和工时"]
    wages.delete()
    assert [row["visits"] for row in book_of(OCTOBER).rows("line")] == [1, 1]


@pytest.mark.parametrize("seed", range(5))
def test_every_cut_is_what_counting_by_hand_gives(seed, wages, papers):
    chosen = random.Random(seed)  # noqa: S311 - not a secret
    stations = [make_station("前山服务站"), make_station("香洲服务站"), None]
    rows = [
        (
            chosen.choice([wages, papers, None]),
            chosen.choice(stations),
            chosen.choice(list(Source)),
            f"1380013800{chosen.randrange(5)}",
        )
        for _n in range(40)
    ]
    for line, station, source, phone in rows:
        asked(line, station, source=source, phone=phone)
    book = book_of(OCTOBER)
    for line, station, source in [
        (line, station, source)
        for line in (wages, papers, "")
        for station in stations[:2]
        for source in (None, *Source)
    ]:
        fitting = [
            row
            for row in rows
            if row[0] == (line or None) and row[1] == station and source in (None, row[2])
        ]
        cell = book.cell(line.pk if line else "", station.pk, source)
        assert (cell["visits"], cell["people"]) == (
            len(fitting),
            len({row[3] for row in fitting}),
        )
    assert book.cell()["people"] == len({row[3] for row in rows})


def test_a_month_that_is_over_is_frozen_and_stays(wages):
    asked(wages)
    with time_machine.travel(at(2026, 10, 31, 23, 59)):
        freeze_ended()
        assert not Ledger.objects.exists()
    with time_machine.travel(at(2026, 11, 1, 1, 1)):
        freeze_ended()
    assert [str(each) for each in Ledger.objects.all()] == ["月 2026-10-01"]
    asked(wages)
    with time_machine.travel(at(2026, 11, 2)):
        freeze_ended()
    assert open_book(OCTOBER).cell()["visits"] == 1


def test_what_was_sent_before_midnight_and_stored_after_it_is_in():
    """A request waits for its place in the database; its moment is when it was sent."""
    asked()
    with time_machine.travel(at(2026, 11, 1, 0, 30)):
        freeze_ended()
        assert not Ledger.objects.exists()
    asked(submitted_at=at(2026, 10, 31, 23, 59, 59))
    with time_machine.travel(at(2026, 11, 1, 1, 1)):
        freeze_ended()
    assert open_book(OCTOBER).cell()["visits"] == 2


def test_months_quarters_and_years_are_caught_up_with_when_nobody_was_there(settings):
    """The machine was off from August on; nothing was asked for in September."""
    asked(submitted_at=at(2026, 8, 3, 9))
    asked(submitted_at=at(2026, 8, 4, 9))
    asked(submitted_at=at(2026, 11, 4, 9), phone="13900139000")
    settings.MINUTE_TASKS = [name for name in settings.MINUTE_TASKS if "ledger" in name]
    with time_machine.travel(at(2027, 1, 2)):
        every_minute()
    found = {period_of(each.kind, each.first_day).code for each in Ledger.objects.all()}
    months = {f"2026-{number:02}" for number in range(8, 13)}
    assert found == months | {"2026-Q3", "2026-Q4", "2026"}
    assert numbers(open_book(period_named("2026-09")).cell()) == (0, 0, 0)
    assert numbers(open_book(period_named("2026-Q3")).cell()) == (2, 1, 0)
    assert numbers(open_book(period_named("2026")).cell()) == (3, 2, 0)


def test_what_another_worker_froze_first_stands(monkeypatch):
    first = asked()
    monkeypatch.setattr(freezing, "ended", lambda: [OCTOBER])  # as both of them saw it
    freeze_ended()
    first.delete()
    freeze_ended()
    assert Ledger.objects.count() == 1
    assert numbers(open_book(OCTOBER).cell()) == (1, 1, 0)


def test_nothing_in_it_says_who_anybody_was(wages):
    request = asked(wages, make_station("前山服务站"))
    with time_machine.travel(at(2026, 11, 2)):
        freeze_ended()
    kept = str(Ledger.objects.values().get())
    for personal in ("周小麦", "13800138000", request.phone_lookup, request.reference):
        assert personal not in kept


@pytest.mark.parametrize("code", ["2026-10", "2026-Q4", "2026"])
def test_a_period_is_found_again_by_its_name(code):
    period = period_named(code)
    assert period.code == code
    assert period_of(period.kind, period.last) == period


@pytest.mark.parametrize("code", ["", "2026-13", "2026-Q5", "1999", "2026-1", "2026-10-01", "x"])
def test_what_names_no_period_is_none(code):
    assert period_named(code) is None
