"""Text messages to who signed up: words of their own at the gateway, and staff see how they fare,
as far as their stations reach."""

import json

import pytest
import time_machine
from django.test import Client

from service_requests.models import Delivery
from service_requests.notices.faults import Never
from service_requests.notices.sending import send_due
from service_requests.submission import notify
from tests.factories_requests import (
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)
from tests.factories_sign_up import BEFORE, make_event, sign_up
from tests.notices import failing_line  # noqa: F401 - a fixture
from tests.test_notices_aliyun import aliyun_cloud  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
REPORT = "/admin/reports/notices/"
NEWS = ["place_free", "gathering_off", "gathering_on", "gathering_moved", "sign_up_ended"]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(BEFORE, tick=False):
        yield


def tell(*news: str, **given):
    found = sign_up(make_event(**given))
    for each in news:
        notify("applicant", each, found.reference)
    send_due()
    return found


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def templates(cloud, settings, **named) -> list[str]:
    for name, number in named.items():
        setattr(settings, f"ALIYUN_SMS_TEMPLATE_{name}", number)
    tell(*NEWS)
    return [query["TemplateCode"] for query in cloud.sent]


def test_without_templates_of_their_own_they_take_that_of_requests(cloud, settings):
    assert templates(cloud, settings) == ["SMS_154950909"] * 5


def test_one_template_for_all_of_them_will_do(cloud, settings):
    assert templates(cloud, settings, SIGN_UP="SMS_2") == ["SMS_2"] * 5


def test_each_may_have_its_own_and_only_the_one_about_a_move_says_when(cloud, settings):
    named = {"SIGN_UP": "SMS_2", "PLACE_FREE": "SMS_3", "OFF": "SMS_4", "MOVED": "SMS_5"}
    assert templates(cloud, settings, **named) == ["SMS_3", "SMS_4", "SMS_2", "SMS_5", "SMS_2"]
    told = [json.loads(query["TemplateParam"]) for query in cloud.sent]
    assert [each.get("when") for each in told] == [None, None, None, "12月22日 18:00", None]
    assert len({each["reference"] for each in told}) == 1


def test_a_supervisor_of_a_station_sees_its_notices_and_no_others(line):
    line.fault = Never("短信网关说手机号不对")
    ours, theirs = make_station("前山服务站"), make_station("香洲服务站")
    found = tell("gathering_moved", station=ours)
    other = tell("gathering_off", station=theirs, slug="other")
    head = user_in("主管")
    post_to(head, ours)
    html = client_of(head).get(REPORT).content.decode()
    for shown in (found.reference, "活动改了时间或地点", "报名的人（短信）", "手机号不对"):
        assert shown in html
    assert f'href="/admin/sign-ups/people/{found.pk}/"' in html
    assert other.reference not in html
    theirs_notice = Delivery.objects.get(reference=other.reference)
    assert client_of(head).post(f"{REPORT}{theirs_notice.pk}/again/").status_code == 404
    everything = client_of(user_in("主管", "全中心")).get(REPORT).content.decode()
    assert found.reference in everything
    assert other.reference in everything


def test_whoever_was_not_told_is_marked_where_staff_look(line):
    line.fault = Never("短信网关说手机号不对")
    found = tell("gathering_moved")
    worker = client_of(user_in("办理员"))
    listed = worker.get(f"/admin/sign-ups/{found.gathering_id}/").content.decode()
    assert "短信没发成，打个电话" in listed
    page = worker.get(f"/admin/sign-ups/people/{found.pk}/").content.decode()
    assert "发给本人的短信没发成（短信网关说手机号不对）" in page
    line.fault = None
    notify("applicant", "gathering_on", found.reference)
    send_due()
    listed = worker.get(f"/admin/sign-ups/{found.gathering_id}/").content.decode()
    assert "短信没发成" not in listed
