"""What was not delivered is seen, with its reason, and can be tried again or set aside."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from service_requests.models import Delivery
from service_requests.models.delivery import TRIES
from service_requests.notices.claims import claim
from service_requests.notices.faults import Later, LineDown, Never
from service_requests.notices.plan import plan_waiting
from service_requests.notices.sending import send_due
from tests.factories_requests import (
    administrator,
    make_request,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)
from tests.notices import (
    MINUTE,
    failing_line,  # noqa: F401 - fixtures
    noon_clock,  # noqa: F401
    only,
    tell_person,
    tell_staff,
    with_mail,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static", "clock")]
REPORT = "/admin/reports/notices/"


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def head():
    return as_(user_in("主管"))


def listed(client, query="") -> str:
    html = client.get(REPORT + query).content.decode()
    return html[html.index('id="listing-results"') :]


def home(client) -> str:
    return client.get("/admin/").content.decode()


def press(client, button, delivery=None) -> str:
    """What the page says afterwards."""
    which = f"{delivery.pk}/{button}" if delivery else button
    return client.post(f"{REPORT}{which}/", follow=True).content.decode()


def rows(html) -> list[str]:
    """What each row says, without its markup."""
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def test_a_dead_letter_says_whom_it_was_for_and_why(head, line):
    line.fault = Never("短信网关说手机号不对")
    request = tell_person()
    send_due()
    html = listed(head)
    assert f'href="/admin/requests/{request.pk}/"' in html
    [row] = rows(html)
    for shown in (
        request.reference,
        "有新进展",
        "申请人（短信）",
        "没发成",
        "手机号不对",
        "试了 1 次",
    ):
        assert shown in row
    assert "13800138000" not in html


def test_what_waits_says_when_it_is_tried_next(head, line):
    line.fault = LineDown("短信网关连不上")
    tell_person()
    send_due()
    [row] = rows(listed(head))
    assert re.search(r"等着发 短信网关连不上 试了 1 次，11-24 12:0\d 再试", row)


def test_mail_is_listed_by_the_name_of_its_reader(head):
    reader = with_mail("小王")
    User.objects.filter(pk=reader.pk).update(last_name="王", first_name="小明")
    tell_staff()
    send_due()
    assert "有新诉求 小明 王（邮件） 已发出" in rows(listed(head))[0]


def test_what_asks_for_somebody_comes_first(head, line):
    line.fault = Never("不对")
    dead = tell_person()
    send_due()
    line.fault = None
    sent = tell_person()
    send_due()
    assert [row[:10] for row in rows(listed(head))] == [dead.reference, sent.reference]
    assert [row[:10] for row in rows(listed(head, "?state=sent"))] == [sent.reference]
    assert "没有符合的通知" in listed(head, "?route=mail")


def test_trying_again_sends_it(head, line, clock):
    line.fault = Later("发得太多")
    request = tell_person()
    for _try in range(TRIES):
        send_due()
        clock.shift(timedelta(hours=3))
    assert only().state == "dead"
    line.fault = None
    assert "马上再发一次" in press(head, "again", only())
    send_due()
    assert line.taken == [request.reference]
    assert ModelLogEntry.objects.get().action == "notices.try_again"


def test_one_that_is_tried_again_gets_as_many_tries_as_before(head, line, clock):
    line.fault = Later("发得太多")
    tell_person()
    plan_waiting()
    for _round in range(2):
        for _try in range(TRIES):
            assert only().state != "dead"
            send_due()
            clock.shift(timedelta(hours=3))
        assert only().state == "dead"
        press(head, "again", only())
    assert line.tried == 2 * TRIES


def test_all_dead_letters_are_tried_again_at_once(head, line):
    line.fault = Never("不对")
    told = [tell_person() for _number in range(3)]
    send_due()
    line.fault = None
    assert "没发成的 3 条都再试一次" in listed(head)
    assert "3 条马上再发" in press(head, "again")
    send_due()
    assert sorted(line.taken) == sorted(request.reference for request in told)


def test_what_is_set_aside_is_not_sent_until_somebody_says_so(head, line, clock):
    line.fault = LineDown("连不上")
    request = tell_person()
    send_due()
    line.fault = None
    assert "这条不发了" in press(head, "aside", only())
    clock.shift(timedelta(days=1))
    send_due()
    assert line.taken == []
    assert ModelLogEntry.objects.get().action == "notices.set_aside"
    press(head, "again", only())
    send_due()
    assert line.taken == [request.reference]


@pytest.mark.parametrize("button", ["again", "aside"])
@pytest.mark.parametrize("state", ["sent", "sending"])
def test_what_is_sent_or_in_hand_is_left_alone(head, button, state):
    tell_person()
    plan_waiting()
    claim(only().pk)
    Delivery.objects.update(state=state)
    assert "不用管了" in press(head, button, only())
    assert only().state == state


def test_buttons_are_pressed_and_not_followed(head):
    tell_person()
    plan_waiting()
    for button in ("again", "aside"):
        assert head.get(f"{REPORT}{only().pk}/{button}/").status_code == 405


def test_the_report_says_how_notices_leave(head, settings):
    html = listed(head)
    assert "写成文件，不发出去" in html
    assert "没有人收得到：办理员和主管的账号里都没写邮箱" in html
    assert "还没有通知" in html
    settings.SMS_GATEWAY = "aliyun"
    settings.STAFF_WEBHOOKS = ["https://open.feishu.cn/open-apis/bot/v2/hook/geheim"]
    with_mail("乙")
    html = listed(head)
    assert all(words in html for words in ("阿里云", "1 个人有邮箱", "飞书"))
    assert "geheim" not in html


def test_a_supervisor_of_one_station_sees_its_notices_and_no_others():
    here, there = make_station("前山服务站"), make_station("香洲服务站")
    user = user_in("主管")
    post_to(user, here)
    ours, theirs = tell_person(make_request(station=here)), tell_person(make_request(station=there))
    send_due()
    html = listed(as_(user))
    assert ours.reference in html
    assert theirs.reference not in html


def test_the_list_costs_no_more_for_more_rows(head):
    with_mail("乙"), with_mail("丙")
    asked = []
    for more in (1, 10):
        for _number in range(more):
            tell_staff()
            tell_person()
        send_due()
        with CaptureQueriesContext(connection) as queries:
            asked.append((len(rows(listed(head))), len(queries)))
    (few, before), (many, after) = asked
    assert (few, many) == (3, 33)
    assert after == before


class TestTheHomePage:
    def test_says_nothing_while_all_is_well(self, head):
        tell_person()
        send_due()
        assert "没发出去的诉求通知" not in home(head)

    def test_shows_dead_letters_with_the_commonest_reasons(self, head, line):
        line.fault = Never("短信网关说手机号不对")
        tell_person(), tell_person()
        send_due()
        html = home(head)
        assert '<a href="/admin/reports/notices/?state=dead"><b>2</b>没发成</a>' in html
        assert "短信：短信网关说手机号不对，2 条" in html

    def test_shows_what_waits_for_longer_than_a_quarter_of_an_hour(self, head, line, clock):
        line.fault = LineDown("短信网关连不上")
        tell_person()
        send_due()
        assert "没发出去的诉求通知" not in home(head)
        clock.shift(16 * MINUTE)
        assert "<b>1</b>等了很久" in home(head)

    def test_says_when_nobody_sends(self, head, clock):
        tell_person()
        clock.shift(16 * MINUTE)
        assert "发送的小进程没有在运行" in home(head)

    @pytest.mark.parametrize("who", ["编辑", "办理员", "审计员"])
    def test_says_it_only_to_those_who_can_do_something(self, who, line):
        line.fault = Never("不对")
        tell_person()
        send_due()
        client = as_(user_in(who))
        assert "没发出去的诉求通知" not in home(client)
        assert REPORT not in home(client)

    def test_says_it_to_administrators(self, line):
        line.fault = Never("不对")
        tell_person()
        send_due()
        client = as_(administrator())
        assert "没发出去的诉求通知" in home(client)
        assert REPORT in home(client)
