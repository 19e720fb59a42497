"""The report on exports: who took what out, and why; for those who oversee it."""

import pytest
from django.test import Client

from service_requests.models import RequestExport
from tests.factories_requests import (
    at,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
ADDRESS = "/admin/reports/requests-exports/"


def make_record(user, **kwargs) -> RequestExport:
    given = {
        "actor": user,
        "actor_name": user.username,
        "at": at(2026, 11, 20, 9),
        "reason": "给民政局的年度汇报",
        "scope": "状态：已办结",
        "columns": ["reference", "phone", "no longer there"],
        "format": "xlsx",
        "count": 12,
        "personal_count": 3,
    }
    return RequestExport.objects.create(**given | kwargs)


def report(user, **query) -> str:
    client = Client()
    client.force_login(user)
    html = client.get(ADDRESS, query).content.decode()
    return html[html.index('id="listing-results"') :]


@pytest.fixture
def auditor():
    return user_in("审计员")


def test_it_says_who_when_why_which_how_many_and_what(auditor):
    make_record(user_in("主管", "王主管"))
    html = report(auditor)
    for words in ("王主管", "2026-11-20 09:00", "给民政局的年度汇报", "状态：已办结"):
        assert words in html
    for words in ("12 件，3 件带申请人的信息", "编号、手机号", "XLSX", "1 次导出"):
        assert words in html


def test_it_is_narrowed_by_person_day_and_what_was_personal(auditor):
    make_record(user_in("主管", "王主管"), reason="王的理由")
    make_record(user_in("主管", "李主管"), reason="李的理由", personal_count=0, at=at(2026, 1, 2))
    for query, words in (
        ({"actor_name": "王"}, "王的理由"),
        ({"personal": "true"}, "王的理由"),
        ({"personal": "false"}, "李的理由"),
        ({"at_from": "2026-01-01", "at_to": "2026-01-03"}, "李的理由"),
    ):
        html = report(auditor, **query)
        assert words in html
        assert "1 次导出" in html
    assert "没有符合的导出" in report(auditor, actor_name="赵")


def test_without_any_it_says_so(auditor):
    assert "还没有人导出过" in report(auditor)


def test_the_supervisor_of_the_centre_sees_all_and_of_a_station_their_own():
    centre, local = user_in("主管", "中心"), user_in("主管", "前山")
    post_to(local, make_station("前山服务站"))
    make_record(centre, reason="中心的理由")
    make_record(local, reason="前山的理由")
    assert "前山的理由" in report(centre)
    html = report(local)
    assert "前山的理由" in html
    assert "中心的理由" not in html


@pytest.mark.parametrize(("group", "shown"), [("办理员", False), ("主管", True), ("审计员", True)])
def test_only_auditors_and_supervisors_reach_it(group, shown):
    client = Client()
    client.force_login(user_in(group))
    assert (ADDRESS in client.get("/admin/").content.decode()) == shown
    response = client.get(ADDRESS)
    assert response.status_code == (200 if shown else 302)
    if shown:
        assert "no-store" in response["Cache-Control"]


def test_it_cannot_be_taken_away_as_a_file(auditor):
    client = Client()
    client.force_login(auditor)
    for kind in ("csv", "xlsx"):
        assert client.get(ADDRESS, {"export": kind}).status_code == 302


def test_one_that_no_key_opens_hides_none_of_the_others(auditor, settings):
    user = user_in("主管", "王主管")
    make_record(user)
    settings.REQUEST_KEYS = ["another key"]
    make_record(user, reason="后来的理由")
    html = report(auditor)
    assert "解不开" in html
    assert "后来的理由" in html
