"""The home page says what waits, and each number leads to exactly what it counts."""

import re
from datetime import date

import pytest
import time_machine
from django.test import Client

from tests.factories_requests import (
    at,
    make_request,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
TUESDAY = at(2026, 11, 24, 10)
LATE = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def on_tuesday():
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.fixture
def worker():
    return user_in("办理员")


class Home:
    def __init__(self, user):
        self.client = Client()
        self.client.force_login(user)

    def numbers(self) -> dict[str, tuple[int, str]]:
        """what → (how many, where it leads)"""
        html = self.client.get("/admin/").content.decode()
        found = re.findall(r'<li><a href="([^"]+)"><b>(\d+)</b>([^<]+)</a>', html)
        return {what: (int(count), url.replace("&amp;", "&")) for url, count, what in found}

    def counts(self) -> list[int]:
        numbers = self.numbers()
        return [numbers[what][0] for what in ("还没人接手", "超期", "我在办的")]

    def listed(self, what) -> str:
        html = self.client.get(self.numbers()[what][1]).content.decode()
        return html[html.index('id="listing-results"') :]


@pytest.fixture
def home(worker):
    return Home(worker)


def test_what_is_over_counts_nowhere(home, worker):
    for state in ("closed", "rejected", "answered", "spam"):
        make_request(state=state, assignee=worker, due_on=LATE)
    assert home.counts() == [0, 0, 0]


def test_new_late_and_own_requests_are_counted(home, worker):
    make_request(due_on=LATE)
    make_request(state="in_progress", assignee=worker)
    assert home.counts() == [1, 1, 1]


def test_late_leads_to_those_whose_limit_has_passed(home, worker):
    late = make_request(due_on=LATE)
    others = [
        make_request(due_on=date(2026, 11, 24)),
        make_request(due_on=LATE, state="awaiting", paused_on=LATE),
        make_request(due_on=LATE, state="closed"),
    ]
    html = home.listed("超期")
    assert late.reference in html
    assert not any(other.reference in html for other in others)


def test_mine_leads_to_my_open_ones(home, worker):
    mine = make_request(state="in_progress", assignee=worker)
    others = [
        make_request(state="closed", assignee=worker),
        make_request(state="in_progress", assignee=user_in("办理员", "同事")),
        make_request(),
    ]
    html = home.listed("我在办的")
    assert mine.reference in html
    assert not any(other.reference in html for other in others)


def test_untaken_leads_to_what_nobody_has(home, worker):
    nobodys = make_request()
    taken = make_request(state="assigned", assignee=worker)
    html = home.listed("还没人接手")
    assert nobodys.reference in html
    assert taken.reference not in html


def test_a_reopened_request_stays_with_whoever_had_it(home, worker):
    reopened = make_request(state="reopened", assignee=worker)
    assert home.counts() == [0, 0, 1]
    assert reopened.reference in home.listed("我在办的")


def test_what_a_person_leaves_behind_waits_for_somebody(home):
    leaver = user_in("办理员", "走了")
    make_request(state="in_progress", assignee=leaver)
    leaver.delete()
    assert home.counts() == [1, 0, 0]


def test_what_falls_due_today_or_is_offered_to_us_has_its_own_number(home, worker):
    here, there = make_station("前山服务站"), make_station("香洲服务站")
    post_to(worker, here)
    today = make_request(due_on=TUESDAY.date())
    offered = make_request(station=there, handover_to=here)
    make_request(station=there)
    numbers = home.numbers()
    assert (numbers["今天到期"][0], numbers["等我们接收的"][0]) == (1, 1)
    assert today.reference in home.listed("今天到期")
    assert offered.reference in home.listed("等我们接收的")


def test_what_i_have_in_hand_stands_there_the_most_urgent_first(home, worker):
    later = make_request(assignee=worker, state="in_progress", due_on=date(2026, 12, 9))
    late = make_request(assignee=worker, state="assigned", due_on=LATE)
    closed = make_request(assignee=worker, state="closed")
    html = home.client.get("/admin/").content.decode()
    assert html.index(late.reference) < html.index(later.reference)
    assert "超期 2 个工作日" in html
    assert closed.reference not in html


def test_editors_are_not_told():
    assert Home(user_in("编辑")).numbers() == {}
