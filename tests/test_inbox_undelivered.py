"""Who hears of it by text message, and where it is said that one never arrived."""

import pytest
from django.test import Client

from service_requests.models import Delivery, Representative
from service_requests.notices.faults import Later, Never
from service_requests.notices.sending import send_due
from service_requests.submission import notify
from tests.factories_requests import (
    make_request,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)
from tests.notices import (
    MINUTE,
    failing_line,  # noqa: F401 - fixtures
    noon_clock,  # noqa: F401
    only,
    sms_files_there,
    tell_person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static", "clock")]


@pytest.fixture
def page():
    client = Client()
    client.force_login(user_in("办理员"))
    return lambda request: client.get(f"/admin/requests/{request.pk}/").content.decode()


def filed_for_another(phone="13900139000"):
    request = make_request()
    given = {"name": "周大壮", "phone": phone, "relation": "家里人"}
    Representative.objects.create(request=request, phone_lookup=f"digest of {phone}", **given)
    return request


def test_a_message_that_never_arrived_is_told_on_the_request(page, line):
    line.fault = Never("对方不收")
    request = tell_person()
    assert "没发成" not in page(request)
    send_due()
    assert "发给申请人的短信没发成（对方不收）。请打电话告诉他。" in page(request)


def test_one_that_waits_for_long_is_told_too_and_one_that_went_out_later_makes_up_for_it(
    page, line, clock
):
    line.fault = Later("没有应答")
    request = tell_person()
    send_due()
    assert "还没发出去" not in page(request)
    clock.shift(16 * MINUTE)
    assert "发给申请人的短信还没发出去，会自己再试" in page(request)
    Delivery.objects.update(state="dead")
    line.fault = None
    tell_person(request)
    send_due()
    assert "短信" not in page(request)


def test_that_somebody_filed_for_you_is_not_made_up_for_by_news(page, line):
    request = filed_for_another()
    line.fault = Never("空号")
    notify("applicant", "filed_for_you", request.reference)
    send_due()
    line.fault = None
    tell_person(request)
    send_due()
    assert "发给申请人的短信没发成（空号）" in page(request)


@pytest.mark.parametrize("group", ["审计员", "办理员"])
def test_it_is_for_those_who_can_phone(line, group):
    line.fault = Never("空号")
    request = tell_person(make_request(confidential=True))
    send_due()
    client = Client()
    client.force_login(user_in(group))
    response = client.get(f"/admin/requests/{request.pk}/")
    assert response.status_code == 200
    assert "没发成" not in response.content.decode()


def test_news_goes_to_whoever_filed_and_the_person_hears_once_that_they_did():
    request = filed_for_another()
    notify("applicant", "filed_for_you", request.reference)
    tell_person(request)
    send_due()
    told = sorted(path.read_text().split("\n")[0] for path in sms_files_there())
    assert told == ["收信人：138****8000", "收信人：139****9000"]
    assert (
        "替你提了" in next(each for each in sms_files_there() if "138xx" in each.name).read_text()
    )


def test_who_shares_a_phone_gets_one_message():
    request = filed_for_another()
    Representative.objects.update(phone_lookup=request.phone_lookup)
    tell_person(request)
    send_due()
    assert only().place == ""


def test_the_report_says_to_whom(line):
    line.fault = Never("空号")
    tell_person(filed_for_another())
    send_due()
    client = Client()
    client.force_login(user_in("主管"))
    assert "代办人（短信）" in client.get("/admin/reports/notices/").content.decode()
