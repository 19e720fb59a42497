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


def test_search_finds_a_reference_or_part_of_it(inbox):
    one, two = make_request(reference="ACDE3FHJK7"), make_request(reference="MNPQ4RTWXY")
    assert found(inbox(q="acde3fhjk7"), one, two) == [True, False]
    assert found(inbox(q="NPQ4"), one, two) == [False, True]
    assert found(inbox(q="%"), one, two) == [False, False]


def test_search_finds_a_whole_phone_number_only(inbox):
    one, two = make_request(phone="13800138000"), make_request(phone="13900139000")
    assert found(inbox(q="+86 138-0013-8000"), one, two) == [True, False]
    assert found(inbox(q="1380013"), one, two) == [False, False]
    assert found(inbox(q="周小麦"), one, two) == [False, False]


def test_a_phone_number_gives_no_confidential_request_away(inbox, worker):
    secret = make_request(confidential=True)
    assert found(inbox(q="13800138000"), secret) == [False]
    secret.assignee = worker
    secret.save(update_fields=["assignee"])
    assert found(inbox(q="13800138000"), secret) == [True]


def test_an_auditor_cannot_look_for_a_person():
    request = make_request()
    client = Client()
    client.force_login(user_in("审计员"))
    html = client.get("/admin/requests/", {"q": "13800138000"}).content.decode()
    assert request.reference not in html


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


def test_the_home_page_says_what_waits(inbox, worker):
    make_request(due_on=date(2026, 11, 20))
    make_request(state="in_progress", assignee=worker)
    make_request(state="closed", assignee=worker)
    with time_machine.travel(TUESDAY, tick=False):
        home = inbox.client.get("/admin/").content.decode()
    for number, what in ((1, "还没人接手"), (1, "超期"), (1, "我在办的")):
        assert f"<b>{number}</b>{what}" in home
    editor = Client()
    editor.force_login(user_in("编辑"))
    assert "还没人接手" not in editor.get("/admin/").content.decode()


def test_the_list_unseals_nothing(inbox, monkeypatch):
    make_request()
    monkeypatch.setattr("service_requests.fields.unseal", lambda stored: pytest.fail("unsealed"))
    inbox()
