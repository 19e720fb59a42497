"""The list of requests: what it shows, finds and counts, and what it must not say."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories_requests import (
    at,
    make_request,
    make_service,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.usefixtures("plain_static"),
]
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


def test_filters_by_the_days_on_which_requests_came(inbox):
    early = make_request(submitted_at=at(2026, 10, 31, 23, 30))
    late = make_request(submitted_at=at(2026, 11, 1, 0, 30))
    assert found(inbox(submitted_at_from="2026-11-01"), early, late) == [False, True]
    assert found(inbox(submitted_at_to="2026-10-31"), early, late) == [True, False]


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


# Session, account, permissions, stations, languages, choices, count, rows, holidays.
MOST_QUERIES = 9
STAFF = {"办理员": True, "主管": False, "审计员": False}  # group → whether it has a station


@pytest.fixture
def sixty(worker):
    service, station = make_service(), make_station()
    for number in range(60):
        made = {"station": station, "phone": f"138001300{number // 2:02}"}
        make_request(service, assignee=worker if number % 2 else None, **made)
    return service, station


@pytest.mark.parametrize("group", STAFF)
def test_a_whole_page_of_fifty_asks_fewer_than_ten_questions(sixty, worker, group):
    service, station = sixty
    user = worker if group == "办理员" else user_in(group)
    if STAFF[group]:
        post_to(user, station)
    user.saved_filters.create(name="本周要办", query="progress=open")
    client = Client()
    client.force_login(user)
    narrowed = {"progress": "open", "service": service.pk, "station": station.pk}
    client.get("/admin/requests/")  # what is asked once per process
    several = {"state": ["submitted", "closed"]}
    for query in ({}, {"p": 2}, narrowed, several, {"assignee": worker.pk}, {"q": "A"}):
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/admin/requests/", query)
        assert "requests-due " in page.content.decode()
        whole = [each["sql"] for each in asked.captured_queries]
        assert len(whole) <= MOST_QUERIES, "\n".join(whole)
        assert not [sql for sql in whole if "DISTINCT" in sql]  # which compares all that is found


def test_others_of_the_same_phone_are_counted_and_linked_without_the_number(inbox, worker):
    for _ in range(3):
        make_request(phone="13800138000")
    make_request(phone="13900139000")
    html = inbox()
    assert html.count("还有 2 件") == 3
    assert "13800138000" not in html
    link = re.search(r'href="([^"]*person=[0-9a-f]{64})"', html)[1]
    people = inbox.client.get(link).content.decode()
    assert people.count("requests-due ") == 3


def test_of_a_spam_all_others_of_its_phone_are_counted(inbox):
    make_request(state="spam")
    make_request()
    assert "还有 1 件" in inbox(state="spam")
    assert "件</a>" not in inbox()


def test_those_whose_number_is_gone_have_nothing_in_common(inbox):
    for _ in range(2):
        make_request(state="closed", phone_lookup="", anonymised_at=at(2026, 11, 1))
    assert "件</a>" not in inbox()


def test_what_one_may_not_read_is_not_counted(inbox):
    station = make_station()
    make_request(confidential=True)
    make_request(station=station)
    make_request(state="spam")
    make_request()
    assert "件</a>" not in inbox()


@pytest.mark.parametrize(("progress", "which"), [("mine", 0), ("due_today", 1), ("offered", 2)])
def test_what_is_mine_due_today_or_offered_to_us_is_one_choice(inbox, worker, progress, which):
    here, there = make_station("前山服务站"), make_station("香洲服务站")
    post_to(worker, here)
    with time_machine.travel(TUESDAY, tick=False):
        rows = [
            make_request(assignee=worker, state="in_progress"),
            make_request(due_on=TUESDAY.date()),
            make_request(station=there, handover_to=here),
        ]
        html = inbox(progress=progress)
    assert found(html, *rows) == [number == which for number in range(3)]


class TestSavedFilters:
    def save(self, inbox, name="本周要办", query="state=closed&progress=open&q=ACDE"):
        data = {"name": name, "query": query}
        return inbox.client.post("/admin/requests/filters/", data, follow=True)

    def test_a_filter_is_kept_by_name_without_what_was_searched_for(self, inbox, worker):
        self.save(inbox)
        assert worker.saved_filters.get().query == "progress=open&state=closed"
        html = inbox()
        address = "/admin/requests/?progress=open&amp;state=closed"
        assert f'<a href="{address}">本周要办</a>' in html

    def test_the_days_are_kept_with_it(self, inbox, worker):
        self.save(inbox, query="submitted_at_to=2026-11-30&submitted_at_from=2026-11-01")
        kept = "submitted_at_from=2026-11-01&submitted_at_to=2026-11-30"
        assert worker.saved_filters.get().query == kept

    def test_it_is_offered_where_something_is_chosen(self, inbox):
        make_request()
        assert "存下这个筛选" not in inbox()
        assert "存下这个筛选" in inbox(progress="open")

    def test_it_is_ones_own(self, inbox, worker):
        self.save(inbox)
        other = Client()
        other.force_login(user_in("办理员", "同事"))
        assert "本周要办" not in other.get("/admin/requests/").content.decode()
        other.post(f"/admin/requests/filters/{worker.saved_filters.get().pk}/delete/")
        assert worker.saved_filters.exists()

    def test_it_is_removed(self, inbox, worker):
        self.save(inbox)
        inbox.client.post(f"/admin/requests/filters/{worker.saved_filters.get().pk}/delete/")
        assert not worker.saved_filters.exists()

    @pytest.mark.parametrize(
        ("name", "query", "words"),
        [
            ("", "state=closed", "起个名字"),
            ("长" * 21, "state=closed", "起个名字"),
            ("空的", "q=ACDE&person=1", "先选几样筛选"),
        ],
    )
    def test_what_cannot_be_kept_is_told(self, inbox, worker, name, query, words):
        assert words in self.save(inbox, name, query).content.decode()
        assert not worker.saved_filters.exists()


def test_the_list_unseals_nothing(inbox, monkeypatch):
    make_request()
    monkeypatch.setattr("service_requests.fields.unseal", lambda stored: pytest.fail("unsealed"))
    inbox()
