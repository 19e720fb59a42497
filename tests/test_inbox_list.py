"""The list of requests: what it shows, finds and counts, and what it must not say."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from tests.factories_requests import (
    at,
    make_request,
    make_service,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
TUESDAY = at(2026, 11, 24, 10)


@pytest.fixture
def worker():
    return user_in("办理员")


@pytest.fixture
def inbox(worker):
    client = Client()
    client.force_login(worker)

    def read(**query) -> str:
        response = client.get("/admin/requests/", query)
        assert response.status_code == 200
        html = response.content.decode()
        return html[html.index('id="listing-results"') :]

    read.client = client
    return read


def found(html, *requests) -> list[bool]:
    return [request.reference in html for request in requests]


def test_a_row_says_what_how_far_and_with_whom_but_not_who(inbox, worker):
    make_request(station_name="前山服务站", assignee=worker, state="in_progress")
    html = inbox()
    for shown in ("办证帮忙", "前山服务站", "办理中", "办理员"):
        assert shown in html
    for personal in ("周小麦", "8000", "宿舍"):
        assert personal not in html


@pytest.mark.parametrize(
    ("due_on", "more", "words"),
    [
        (date(2026, 12, 1), {}, "还有 5 个工作日"),
        (date(2026, 11, 25), {}, "还有 1 个工作日"),
        (date(2026, 11, 24), {}, "今天到期"),
        (date(2026, 11, 20), {}, "超期 2 个工作日"),
        (date(2026, 11, 20), {"paused_on": date(2026, 11, 19), "state": "awaiting"}, "暂停计时"),
        (date(2026, 11, 20), {"state": "closed"}, "不计时"),
    ],
)
def test_how_much_time_is_left_is_said_in_words(inbox, due_on, more, words):
    make_request(due_on=due_on, **more)
    with time_machine.travel(TUESDAY, tick=False):
        assert words in inbox()


def test_colour_follows_the_time_left(inbox):
    for day in (20, 24, 30):
        make_request(due_on=date(2026, 11, day))
    with time_machine.travel(TUESDAY, tick=False):
        html = inbox()
    for tone in ("late", "soon", "good"):
        assert f"requests-due--{tone}" in html


def test_what_is_open_and_most_urgent_stands_first(inbox):
    closed = make_request(state="closed", due_on=date(2026, 1, 1))
    later = make_request(due_on=date(2026, 12, 9))
    urgent = make_request(due_on=date(2026, 11, 1))
    html = inbox()
    places = [html.index(request.reference) for request in (urgent, later, closed)]
    assert places == sorted(places)


def test_filters_by_state_service_station_and_assignee(inbox, worker):
    service, station = make_service(), make_station()
    ours = make_request(service, station=station, assignee=worker, state="answered")
    other = make_request()
    for query in (
        {"state": "answered"},
        {"service": service.pk},
        {"station": station.pk},
        {"assignee": worker.pk},
        {"state": ["answered", "closed"], "service": service.pk},
    ):
        assert found(inbox(**query), ours, other) == [True, False]
    assert found(inbox(state="rejected"), ours, other) == [False, False]


def test_spam_is_set_aside_and_never_dropped(inbox):
    spam = make_request(state="spam")
    assert found(inbox(), spam) == [False]
    assert found(inbox(state="spam"), spam) == [True]


@pytest.mark.parametrize(("count", "words"), [(1, "1 件诉求"), (2, "2 件诉求")])
def test_requests_are_counted_in_good_chinese(inbox, count, words):
    for _ in range(count):
        make_request()
    assert words in inbox()


def test_fifty_stand_on_a_page(inbox):
    for _ in range(51):
        make_request()
    assert inbox().count("requests-due ") == 50
    assert inbox(p=2).count("requests-due ") == 1


def test_the_number_of_queries_does_not_grow(inbox, worker, django_assert_max_num_queries):
    service, station = make_service(), make_station()

    def queries() -> int:
        inbox()  # what is asked once per process
        with django_assert_max_num_queries(40) as asked:
            inbox()
        return len(asked)

    for _ in range(20):
        make_request(service, station=station, assignee=worker)
    few = queries()
    for number in range(60):
        colleague = user_in("办理员", f"同事{number}") if number % 10 == 0 else worker
        make_request(service, station=station, assignee=colleague)
    assert queries() == few


def test_the_list_unseals_nothing(inbox, monkeypatch):
    make_request()
    monkeypatch.setattr("service_requests.fields.unseal", lambda stored: pytest.fail("unsealed"))
    inbox()
