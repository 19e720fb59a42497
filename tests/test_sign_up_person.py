"""One sign-up on the staff side: everything about it, and the steps that concern it alone."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from service_requests.models import Consent, GatheringEvent, OutboxMessage, Registration
from service_requests.sign_up.purging import purge_sign_ups
from tests.factories_requests import (
    plain_static,  # noqa: F401 - a fixture
    post,
    user_in,
)
from tests.factories_sign_up import BEFORE, make_event, sign_up
from tests.test_sign_up_staff import at_the_prompt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
GUARDIAN = {
    "guardian_name": "周大山",
    "guardian_relation": "爸爸",
    "emergency_name": "姑姑",
    "emergency_phone": "13900139000",
    "guardian_consent": "yes",
}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


def as_(group) -> Client:
    client = Client()
    client.force_login(user_in(group))
    return client


@pytest.fixture
def head(settings):
    settings.SESSION_COOKIE_AGE = 365 * 24 * 3600  # nobody signs in again after the purge
    return as_("主管")


def page(client, found) -> str:
    return client.get(f"/admin/sign-ups/people/{found.pk}/").content.decode()


def step(client, found, name, words):
    return client.post(f"/admin/sign-ups/people/{found.pk}/{name}/", {"words": words})


def status(found) -> str:
    asked = {"reference": found.reference, "last_four": found.phone[-4:]}
    return post(Client(), "/apply/status/", asked).content.decode()


def test_a_childs_guardian_and_what_they_agreed_to_are_shown_and_printed(head):
    found = sign_up(make_event(guardian_required=True), **GUARDIAN)
    agreed = found.consents.get().text
    html = page(head, found)
    for words in ("周大山", "爸爸", "姑姑", "13900139000", "监护人同意", agreed, "138 0013 8000"):
        assert words in html
    sheet = head.get(f"/admin/sign-ups/{found.gathering_id}/sheet/").content.decode()
    for words in ("周大山", "13900139000", "监护人同意：</span>2026-12-01 10:00 网上勾选"):
        assert words in sheet


def test_a_guardians_consent_goes_with_the_sign_up(now):
    found = sign_up(make_event(guardian_required=True), **GUARDIAN)
    now.move_to(found.gathering.ends_at + timedelta(days=91))
    assert Consent.objects.exists()
    purge_sign_ups()
    assert not Consent.objects.exists()


def test_opening_a_sign_up_is_written_down_once_in_ten_minutes(head, now):
    found = sign_up(make_event())
    page(head, found), page(head, found)
    opened = GatheringEvent.objects.filter(kind="opened", registration_number=found.pk)
    assert opened.get().actor_name == "主管"
    now.shift(timedelta(minutes=11))
    assert "主管 · 看一份报名" in page(head, found)
    assert opened.count() == 2


def test_staff_cancel_with_a_reason_that_the_person_reads_and_the_next_moves_up(head):
    event = make_event(capacity=1)
    found, next_one = sign_up(event), sign_up(event, number=1)
    assert step(head, found, "cancel", "这一场只收十八岁以上的").status_code == 302
    told = OutboxMessage.objects.values_list("payload__event", "payload__reference")
    assert set(told) == {
        ("sign_up_ended", found.reference),
        ("place_free", next_one.reference),
    }
    assert "这一场只收十八岁以上的" in status(found)
    assert "报上了" in status(next_one)
    assert 'id="cancel-words"' not in page(head, found)


def test_without_a_reason_nothing_is_cancelled(head):
    found = sign_up(make_event())
    answer = step(head, found, "cancel", "  ")
    assert answer.status_code == 422
    assert "写一句为什么取消" in answer.content.decode()
    assert Registration.objects.get().state == "confirmed"


def test_whoever_may_be_a_machine_is_told_nothing(head):
    found = sign_up(make_event(), website="robot")
    assert step(head, found, "cancel", "乱填的").status_code == 302
    assert Registration.objects.get().state == "cancelled"
    assert not OutboxMessage.objects.exists()


def test_what_has_begun_is_not_cancelled_and_the_words_stay_in_the_form(head, now):
    found = sign_up(make_event())
    now.move_to(found.gathering.starts_at)
    answer = step(head, found, "cancel", "来晚了")
    assert answer.status_code == 422
    assert "已经开始或者结束了" in answer.content.decode()
    assert Registration.objects.get().state == "confirmed"


def test_a_held_sign_up_outlives_its_time_until_it_is_released(head, now):
    event = make_event()
    found, other = sign_up(event), sign_up(event, number=1)
    assert step(head, found, "hold", "法院要看").status_code == 302
    assert "起保留，到期也不清除" in page(head, found)
    now.move_to(found.gathering.ends_at + timedelta(days=91))
    assert purge_sign_ups() == 1
    assert list(Registration.objects.all()) == [found]
    assert purge_sign_ups() == 0
    listed = head.get("/admin/sign-ups/").content.decode()
    assert "<td>2 / 2</td>" in listed  # as many as there were, though only one is left
    assert step(head, found, "release", "结案了").status_code == 302
    assert purge_sign_ups() == 1
    assert not Registration.objects.filter(pk__in=[found.pk, other.pk]).exists()
    assert purge_sign_ups() == 0


def test_a_held_sign_up_is_not_erased(head, monkeypatch, capsys):
    found = sign_up(make_event())
    step(head, found, "hold", "法院要看")
    at_the_prompt(monkeypatch)
    with pytest.raises(SystemExit):
        call_command("erase_person", "--even-open")
    assert Registration.objects.filter(pk=found.pk).exists()
    assert "保留" in capsys.readouterr().out


def test_a_hold_needs_a_reason_and_holding_twice_is_refused(head):
    found = sign_up(make_event())
    assert step(head, found, "hold", "").status_code == 422
    step(head, found, "hold", "法院要看")
    assert step(head, found, "hold", "再来").status_code == 422
    assert GatheringEvent.objects.filter(kind="held").count() == 1


def test_a_case_worker_sees_the_hold_and_cannot_change_it(head):
    found = sign_up(make_event())
    step(head, found, "hold", "法院要看")
    worker = as_("办理员")
    html = page(worker, found)
    assert "起保留" in html
    assert 'id="hold-words"' not in html
    assert step(worker, found, "release", "我说了算")["Location"] == "/admin/"
    assert Registration.objects.get().held_at


def test_an_erased_sign_up_leaves_no_words_in_the_log(head, monkeypatch):
    event = make_event()
    found, other = sign_up(event), sign_up(event, number=1)
    step(head, found, "cancel", "周小麦打电话来说不来")
    step(head, other, "cancel", "人数不够")
    at_the_prompt(monkeypatch)
    call_command("erase_person")
    said = GatheringEvent.objects.filter(kind="cancelled").order_by("position")
    assert [event.text for event in said] == ["", "人数不够"]
    call_command("verify_log")
