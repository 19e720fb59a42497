"""The report on the ledger: for supervisors as far as their stations reach, and for auditors."""

import io
import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from service_requests.ledger.freezing import freeze_ended
from service_requests.models import ServiceRequest
from service_requests.states import State
from tests.factories_requests import (
    administrator,
    at,
    make_request,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
ADDRESS = "/admin/reports/service-ledger/"
PERSONAL = ["周小麦", "13800138000", "138 0013 8000", "宿舍证明找谁开"]


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(at(2026, 11, 20, 10)):
        yield


def look(user, **query) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(html: str, start: str, end: str) -> list[str]:
    """What is written between two places of a page."""
    part = html[html.index(start) :]
    return re.sub("<[^>]*>", " ", part[: part.index(end)]).split()


def total(html: str) -> dict[str, str]:
    words = words_of(html, '<dl class="ledger-total">', "</dl>")
    return dict(zip(words[::2], words[1::2], strict=True))


@pytest.fixture
def here():
    return make_station("前山服务站")


@pytest.fixture
def there():
    return make_station("香洲服务站")


def ask(station=None, **kwargs):
    given = {"station": station, "station_name": station.title if station else ""}
    return make_request(**given | {"line_name": "工资", "submitted_at": at(2026, 11, 3)} | kwargs)


def test_it_shows_the_month_that_runs_with_people_and_ways_in(here, there):
    ask(here)
    ask(there, source="window")
    ask(there, phone="13900139000", state=State.CLOSED, closed_at=at(2026, 11, 5))
    html = look(user_in("主管"))
    assert "2026 年 11 月 · 全中心" in html
    assert "还没结束" in html
    assert total(html) == {"人次": "3", "人数": "2", "网上": "2", "窗口": "1", "办结": "1"}
    for shown in ("工资", "前山服务站", "香洲服务站", "服务事项 × 服务站"):
        assert shown in html
    for personal in PERSONAL:
        assert personal not in html


def test_one_station_is_looked_at_by_itself(here, there):
    ask(here)
    ask(there)
    html = look(user_in("主管"), station=here.pk)
    assert "2026 年 11 月 · 前山服务站" in html
    assert total(html)["人次"] == "1"
    assert "服务事项 × 服务站" not in html


def test_what_has_no_station_is_looked_at_by_itself_too(here):
    ask(here)
    ask(here)
    ask()
    user = user_in("主管")
    assert total(look(user))["人次"] == "3"
    html = look(user, station="none")
    assert "没有选站" in html
    assert total(html)["人次"] == "1"


def test_a_supervisor_of_a_station_sees_no_other(here, there):
    user = user_in("主管")
    post_to(user, here)
    ask(here)
    ask(there)
    for asked_for in ({}, {"station": there.pk}, {"station": ""}):
        html = look(user, **asked_for)
        assert total(html)["人次"] == "1"
        assert "香洲服务站" not in html
        assert "放到网站上" not in html


def test_a_supervisor_whose_station_had_nobody_sees_nothing(here, there):
    user = user_in("主管")
    post_to(user, here)
    ask(there)
    html = look(user)
    assert total(html)["人次"] == "0"
    assert "香洲服务站" not in html
    assert "这段时间没有" in html


def test_a_frozen_month_says_so_and_what_has_changed_since(here):
    steady = ask(here, submitted_at=at(2026, 10, 3))
    doubted = ask(here, submitted_at=at(2026, 10, 4), state=State.SPAM)
    freeze_ended()
    user = user_in("主管")
    assert "已封账" in look(user, period="2026-10")
    for request, state, words in (
        (doubted, State.SPAM, []),
        (doubted, State.SUBMITTED, ["今天再数会多 1 件"]),
        (steady, State.SPAM, []),
        (doubted, State.SPAM, ["今天再数会少 1 件"]),
    ):
        ServiceRequest.objects.filter(pk=request.pk).update(state=state)
        html = look(user, period="2026-10")
        assert re.findall("今天再数会.*件", html) == words
        assert total(html)["人次"] == "1"


def test_a_year_of_months_is_drawn(here):
    for month in (9, 10):
        for _n in range(month):
            ask(here, submitted_at=at(2026, month, 3))
    ask(here)
    freeze_ended()
    html = look(user_in("主管"))
    drawn = words_of(html, '<ol class="ledger-months">', "</ol>")
    assert drawn == ["9", "9月", "10", "10月", "1", "11月"]
    assert 'height="90.0"' in html  # September, beside October


@pytest.mark.parametrize("period", ["2026-Q4", "2026"])
def test_a_quarter_and_a_year_count_a_person_once(period, here):
    ask(here, submitted_at=at(2026, 10, 3))
    ask(here)
    assert total(look(user_in("主管"), period=period))["人数"] == "1"


@pytest.mark.parametrize("period", ["2026-12", "2027", "2026-13", "nonsense"])
def test_there_is_no_page_for_what_has_not_begun(period):
    client = Client()
    client.force_login(user_in("主管"))
    assert client.get(ADDRESS, {"period": period}).status_code == 404


def test_an_empty_month_is_a_page_too():
    html = look(user_in("审计员"))
    assert total(html)["人次"] == "0"
    assert html.count("这段时间没有") == 1


def test_it_is_taken_along_as_a_table_of_numbers(here):
    ask(here, line_name="=1+1")
    ask(here, source="window")
    client = Client()
    client.force_login(user_in("主管"))
    answer = client.get(f"{ADDRESS}table/")
    assert "ledger-2026-11.xlsx" in answer["Content-Disposition"]
    workbook = load_workbook(io.BytesIO(answer.content))
    assert workbook.sheetnames == ["服务事项", "服务站", "事项和站"]
    lines = [[cell.value for cell in row] for row in workbook["服务事项"].iter_rows()]
    assert lines[0][0] == "2026 年 11 月 · 全中心"
    assert lines[3] == ["服务事项", "人次", "网上", "窗口", "人数", "办结"]
    assert ["=1+1", 1, 1, 0, 1, 0] in lines
    assert lines[-1] == ["合计", 2, 1, 1, 1, 0]
    assert {cell.data_type for row in workbook["服务事项"].iter_rows() for cell in row} == {
        "s",
        "n",
    }


def test_the_table_of_a_station_holds_no_other(here, there):
    user = user_in("主管")
    post_to(user, here)
    ask(here)
    ask(there, line_name="别站的事")
    client = Client()
    client.force_login(user)
    workbook = load_workbook(io.BytesIO(client.get(f"{ADDRESS}table/?station=").content))
    said = [cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert "工资" in said
    assert "别站的事" not in said
    assert "香洲服务站" not in said


@pytest.mark.parametrize(
    ("group", "shown"), [("编辑", False), ("办理员", False), ("主管", True), ("审计员", True)]
)
def test_only_auditors_and_supervisors_reach_it(group, shown):
    client = Client()
    client.force_login(user_in(group))
    assert (ADDRESS in client.get("/admin/").content.decode()) == shown
    assert client.get(ADDRESS).status_code == (200 if shown else 302)


def test_an_administrator_without_a_role_does_not():
    client = Client()
    client.force_login(administrator())
    assert client.get(ADDRESS).status_code == 302


def test_many_requests_take_no_more_queries(here, django_assert_max_num_queries):
    client = Client()
    client.force_login(user_in("主管"))
    for day in range(1, 15):
        ask(here, submitted_at=at(2026, 11, day), due_on=date(2026, 12, 1))
    with django_assert_max_num_queries(20):
        client.get(ADDRESS)
