"""What becomes of sign-ups when their event is moved, called off, taken down or put back."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from pages.models import EventPage
from service_requests.models import Delivery, Gathering, OutboxMessage, Registration
from service_requests.notices.plan import plan_waiting
from service_requests.notices.sending import send_due
from service_requests.receipts import receipt_url
from service_requests.sign_up.following import follow_events
from tests.factories import CalendarFactory
from tests.factories_requests import (
    at,
    plain_static,  # noqa: F401 - a fixture
    post,
    token_in,
    user_in,
)
from tests.factories_sign_up import BEFORE, check, confirm, make_event, sign_up
from tests.notices import sms_files_there

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


@pytest.fixture
def worker():
    client = Client()
    client.force_login(user_in("办理员"))
    return client


def told() -> list[tuple[str, str]]:
    rows = OutboxMessage.objects.order_by("pk")
    return list(rows.values_list("payload__event", "payload__reference"))


def change(event, **values):
    for name, value in values.items():
        setattr(event, name, value)
    event.save_revision().publish()
    follow_events()


def postpone(event, day=29):
    change(
        event,
        status="postponed",
        postponed_from=at(2026, 12, 22, 14),
        starts_at=at(2026, 12, day, 15),
        ends_at=at(2026, 12, day, 17),
        status_reason="台风",
    )


def ask(found):
    asked = {"reference": found.reference, "last_four": found.phone[-4:]}
    return post(Client(), "/apply/status/", asked)


@pytest.mark.both_databases
def test_who_counts_on_a_moved_gathering_is_told_the_new_date_once_and_may_cancel(now):
    event = make_event(capacity=1, starts_at=at(2026, 12, 22, 14), ends_at=at(2026, 12, 22, 16))
    first, waiting = sign_up(event), sign_up(event, number=1)
    sign_up(event, number=2, website="robot")
    now.shift(timedelta(hours=1))
    postpone(event)
    follow_events()
    assert told() == [
        ("gathering_moved", first.reference),
        ("gathering_moved", waiting.reference),
    ]
    send_due()
    text = "".join(path.read_text() for path in sms_files_there())
    assert text.count("你报名的活动改了：12月29日 15:00，") == 2
    html = ask(first).content.decode()
    assert "时间或地点改过了，以这里写的为准" in html
    assert "12月29日 15:00" in html
    token = token_in(ask(first))
    assert (
        "真的不来了吗" in post(Client(), "/apply/status/cancel/", {"token": token}).content.decode()
    )
    late = sign_up(event, number=3)
    assert "改过了" not in ask(late).content.decode()


def test_who_is_moved_twice_before_anything_went_out_is_told_of_the_last_date():
    event = make_event(starts_at=at(2026, 12, 22, 14), ends_at=at(2026, 12, 22, 16))
    sign_up(event)
    postpone(event)
    plan_waiting()
    postpone(event, day=30)
    send_due()
    assert len(told()) == 2
    [path] = sms_files_there()
    assert "12月30日 15:00" in path.read_text()


def test_once_one_was_tried_the_next_news_is_a_message_of_its_own():
    event = make_event(starts_at=at(2026, 12, 22, 14), ends_at=at(2026, 12, 22, 16))
    sign_up(event)
    postpone(event)
    plan_waiting()
    Delivery.objects.update(tries=1)
    postpone(event, day=30)
    plan_waiting()
    assert Delivery.objects.count() == 2


def test_another_place_is_told_and_another_title_is_not():
    event = make_event()
    found = sign_up(event)
    change(event, title="包饺子，过冬至")
    assert told() == []
    change(event, venue="唐家湾服务站二楼")
    assert told() == [("gathering_moved", found.reference)]
    assert "唐家湾服务站二楼" in ask(found).content.decode()


def test_what_is_on_again_after_all_is_told_and_takes_sign_ups():
    event = make_event()
    found = sign_up(event)
    change(event, status="cancelled", status_reason="台风")
    change(event, status="planned", status_reason="")
    assert [news for news, _reference in told()] == ["gathering_off", "gathering_on"]
    assert "报上了" in ask(found).content.decode()
    assert sign_up(event, number=1).state == "confirmed"


def test_whoever_may_be_a_machine_is_not_told_that_it_is_off():
    event = make_event()
    sign_up(event, website="robot")
    change(event, status="cancelled", status_reason="台风")
    assert told() == []


def test_a_page_moved_in_the_tree_keeps_its_sign_ups():
    event = make_event()
    found = sign_up(event)
    token = token_in(check(Client(), event, number=1))
    event.move(CalendarFactory(slug="elsewhere"), pos="last-child")
    follow_events()
    assert told() == []
    event = EventPage.objects.get(pk=event.pk)
    assert confirm(Client(), event, token).status_code == 303
    assert Gathering.objects.count() == 1
    receipt = Client().get(receipt_url(found.reference)).content.decode()
    assert "/elsewhere/dumplings/" in receipt


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_who_signed_up_keeps_the_place_when_the_page_is_gone(how, worker):
    event = make_event()
    found = sign_up(event)
    token = token_in(check(Client(), event, number=1))
    getattr(event, how)()
    follow_events()
    assert told() == []
    assert "报上了" in ask(found).content.decode()
    assert Client().get(receipt_url(found.reference)).status_code == 200
    answer = confirm(Client(), event, token)
    assert answer.status_code == 410
    assert "这个活动撤下来了" in answer.content.decode()
    assert "你这次写的没有存" in answer.content.decode()
    assert "网页撤下来了" in worker.get("/admin/sign-ups/").content.decode()
    html = worker.get(f"/admin/sign-ups/{found.gathering_id}/").content.decode()
    assert "周小麦" in html
    assert "取消这一场，通知大家" in html


def test_put_back_it_goes_on_as_before(worker):
    event = make_event()
    found = sign_up(event)
    event.unpublish()
    follow_events()
    event.save_revision().publish()
    follow_events()
    assert told() == []
    html = worker.get(f"/admin/sign-ups/{found.gathering_id}/").content.decode()
    assert "取消这一场，通知大家" not in html
    assert sign_up(event, number=1).gathering_id == found.gathering_id


def test_staff_call_off_what_has_no_page_any_more_and_say_why(worker):
    event = make_event()
    found = sign_up(event)
    event.delete()
    address = f"/admin/sign-ups/{found.gathering_id}/call-off/"
    assert worker.post(address, {"words": ""}).status_code == 422
    assert worker.post(address, {"words": "老师病了"}).status_code == 302
    assert told() == [("gathering_off", found.reference)]
    html = ask(found).content.decode()
    assert "活动取消了" in html
    assert "老师病了" in html
    assert worker.post(address, {"words": "再来一次"}).status_code == 422


def test_while_there_is_a_page_its_editor_calls_off(worker):
    found = sign_up(make_event())
    address = f"/admin/sign-ups/{found.gathering_id}/call-off/"
    answer = worker.post(address, {"words": "不办了"})
    assert answer.status_code == 422
    assert "请编辑在那一页" in answer.content.decode()
    assert Gathering.objects.get().cancelled_at is None


def test_too_many_from_one_phone_in_a_day_are_looked_at_first(settings, worker):
    settings.SIGN_UPS_PER_PHONE = 2
    sign_up(make_event()), sign_up(make_event(slug="a"))
    third = sign_up(make_event(slug="b"))
    assert third.state == "suspect"
    html = worker.get(f"/admin/sign-ups/{third.gathering_id}/").content.decode()
    assert "同一个手机号一天里报得太多" in html
    assert sign_up(make_event(slug="c"), number=1).state == "confirmed"


def test_signing_up_for_one_gathering_again_and_again_is_looked_at(now):
    event = make_event()
    for _time in range(3):
        assert sign_up(event).state == "confirmed"
        Registration.objects.update(state="cancelled")
        now.shift(timedelta(days=2))
    assert sign_up(event).state == "suspect"
