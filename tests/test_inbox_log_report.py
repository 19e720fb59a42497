"""The report on the log: for auditors and supervisors, over all that they may know of."""

import pytest
from django.test import Client

from service_requests import handling
from service_requests.access import staff
from service_requests.models import RequestEvent
from tests.factories_requests import (
    VALID_ID,
    at,
    make_request,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
ADDRESS = "/admin/reports/requests-log/"
PERSONAL = ["周小麦", "13800138000", "138 0013 8000", "宿舍证明找谁开", "像是外地号码", VALID_ID]


class Reader:
    def __init__(self, user):
        self.client = Client()
        self.client.force_login(user)

    def report(self, **query) -> str:
        html = self.client.get(ADDRESS, query).content.decode()
        return html[html.index('id="listing-results"') :]


@pytest.fixture
def worked_on():
    request = make_request()
    worker = staff(user_in("主管", "王主管"))
    handling.add_note(request.pk, worker, 1, "像是外地号码")
    handling.record_reading(request, worker)
    return request


@pytest.fixture
def auditor():
    return Reader(user_in("审计员"))


def test_it_says_who_did_what_when_and_nothing_of_the_person(worked_on, auditor):
    html = auditor.report()
    for shown in (worked_on.reference, "王主管", "内部备注", "查看", "提交", "申请人", "3 条日志"):
        assert shown in html
    for personal in PERSONAL:
        assert personal not in html


def test_it_is_narrowed_by_person_kind_reference_and_day(worked_on, auditor):
    other = make_request(submitted_at=at(2026, 1, 2, 9))
    assert "2 条日志" in auditor.report(actor_name="王")
    assert "1 条日志" in auditor.report(kind="read")
    assert "3 条日志" in auditor.report(reference=worked_on.reference.lower())
    html = auditor.report(at_from="2026-01-01", at_to="2026-01-03")
    assert "1 条日志" in html
    assert other.reference in html
    assert worked_on.reference not in html
    assert "没有符合的日志" in auditor.report(reference="nothing")


def test_it_comes_in_pages_with_few_queries(worked_on, auditor, django_assert_max_num_queries):
    RequestEvent.objects.bulk_create(
        RequestEvent(request=worked_on, kind="note", at=worked_on.submitted_at) for _ in range(120)
    )
    with django_assert_max_num_queries(25):
        html = auditor.report()
    assert html.count(worked_on.reference) == 50
    assert "p=2" in html


def test_a_supervisor_sees_the_log_of_their_own_station(worked_on):
    ours, theirs = make_station("前山服务站"), make_station("香洲服务站")
    user = user_in("主管")
    post_to(user, ours)
    mine, other = make_request(station=ours), make_request(station=theirs)
    html = Reader(user).report()
    assert mine.reference in html
    assert other.reference not in html


@pytest.mark.parametrize(("group", "shown"), [("办理员", False), ("主管", True), ("审计员", True)])
def test_only_auditors_and_supervisors_reach_it(group, shown, worked_on):
    reader = Reader(user_in(group))
    assert (ADDRESS in reader.client.get("/admin/").content.decode()) == shown
    assert reader.client.get(ADDRESS).status_code == (200 if shown else 302)


def test_it_cannot_be_taken_away_as_a_file(worked_on, auditor):
    for kind in ("csv", "xlsx"):
        assert auditor.client.get(ADDRESS, {"export": kind}).status_code == 302
