"""Signing up for an event from its static page: the last place goes to exactly one, the rest
wait in line."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test import Client

from export.build import Build
from pages.models import GatheringPlaces
from service_requests.models import Draft, Gathering, OutboxMessage, Registration
from service_requests.sign_up.following import follow_events
from service_requests.sign_up.purging import purge_sign_ups
from tests.factories_requests import at, post, token_in
from tests.factories_sign_up import BEFORE, check, confirm, make_event, sign_up


@pytest.fixture
def now():
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


def places(event) -> dict:
    return Build().facts(event.pk)["tickets"][0]["places"]


def states() -> list[str]:
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


def ask(client, registration):
    asked = {"reference": registration.reference, "last_four": registration.phone[-4:]}
    return post(client, "/apply/status/", asked)


def cancel(client, registration):
    token = token_in(ask(client, registration))
    again = post(client, "/apply/status/cancel/", {"token": token})
    assert "真的不来了吗" in again.content.decode()
    return post(client, "/apply/status/cancelled/", {"token": token_in(again)})


@pytest.mark.django_db
def test_a_sign_up_gets_a_receipt_and_the_page_shows_one_place_less(client, now):
    event = make_event()
    assert places(event)["words"] == "还剩 2 个名额"
    checked = check(client, event)
    assert "周小麦" in checked.content.decode()
    receipt = client.get(confirm(client, event, token_in(checked))["Location"]).content.decode()
    registration = Registration.objects.get()
    assert "报上了" in receipt
    assert registration.reference in receipt
    assert "138****8000" in receipt
    assert "13800138000" not in receipt
    assert places(event)["words"] == "还剩 1 个名额"


@pytest.mark.django_db
def test_who_comes_after_the_last_place_waits_and_knows_how_many_are_ahead(client, now):
    event = make_event()
    sign_up(event, people="2")
    second, third = sign_up(event, number=1), sign_up(event, number=2)
    assert states() == ["confirmed", "waiting", "waiting"]
    assert places(event)["words"] == "名额已满，可以排队（前面 2 人）"
    assert "前面还有 1 人" in ask(client, third).content.decode()
    assert "前面还有 0 人" in ask(client, second).content.decode()


@pytest.mark.django_db
def test_a_cancelled_place_goes_to_the_first_in_line_who_is_told(client, now):
    event = make_event()
    first = sign_up(event, people="2")
    sign_up(event, number=1, people="2")
    sign_up(event, number=2)
    assert "取消了" in cancel(client, first).content.decode()
    assert states() == ["cancelled", "confirmed", "waiting"]
    told = OutboxMessage.objects.get()
    assert told.payload["event"] == "place_free"
    assert told.payload["reference"] == Registration.objects.all()[1].reference


@pytest.mark.django_db
def test_nobody_goes_past_the_first_in_line(now):
    event = make_event()
    sign_up(event)
    sign_up(event, number=1, people="2")
    sign_up(event, number=2)
    assert states() == ["confirmed", "waiting", "waiting"]


@pytest.mark.django_db
def test_more_places_are_given_out_within_the_minute(now):
    event = make_event(capacity=1)
    sign_up(event)
    sign_up(event, number=1)
    event.capacity = 2
    event.save_revision().publish()
    follow_events()
    assert states() == ["confirmed", "confirmed"]


@pytest.mark.django_db
def test_an_event_that_is_called_off_tells_everybody_once(client, now):
    event = make_event()
    first = sign_up(event)
    event.status, event.status_reason = "cancelled", "台风"
    event.save_revision().publish()
    follow_events()
    follow_events()
    assert [row.payload["event"] for row in OutboxMessage.objects.all()] == ["gathering_off"]
    assert "活动取消了" in ask(client, first).content.decode()
    assert check(client, event).status_code == 410


@pytest.mark.django_db
def test_one_phone_signs_up_once_for_a_gathering(client, now):
    event = make_event()
    sign_up(event)
    response = confirm(client, event, token_in(check(client, event)))
    assert response.status_code == 422
    assert "已经报过这一场" in response.content.decode()
    assert Registration.objects.count() == 1


@pytest.mark.django_db
def test_a_confirm_sent_twice_is_one_sign_up(client, now):
    event = make_event()
    token = token_in(check(client, event))
    both = [confirm(client, event, token)["Location"] for _ in range(2)]
    assert both[0] == both[1]
    assert Registration.objects.count() == 1


@pytest.mark.django_db
def test_sign_up_closes_when_it_begins_and_at_its_deadline(client, now):
    begins_today = make_event(
        slug="today", starts_at=at(2026, 12, 1, 9), ends_at=at(2026, 12, 1, 12)
    )
    assert check(client, begins_today).status_code == 410
    early = make_event(sign_up_days_before=3)
    now.move_to(at(2026, 12, 19, 23))
    assert places(early)["open"]
    now.move_to(at(2026, 12, 20, 0, 5))
    assert places(early)["words"] == "报名截止"
    assert check(client, early).status_code == 410


@pytest.mark.django_db
def test_a_child_needs_a_guardian_who_agrees_and_another_number(client, now):
    event = make_event(guardian_required=True)
    wrong = check(client, event, emergency_phone="13800138000", emergency_name="姑姑")
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "要先勾选监护人同意" in text
    assert "要写另一个大人的号码" in text
    given = {
        "guardian_name": "周大山",
        "guardian_relation": "爸爸",
        "emergency_name": "姑姑",
        "emergency_phone": "13900139000",
        "guardian_consent": "yes",
    }
    registration = sign_up(event, **given)
    assert {a["value"] for a in registration.answers} >= {"周大山", "姑姑", "13900139000"}
    assert [c.purpose for c in registration.consents.all()] == ["guardian"]


@pytest.mark.django_db
def test_what_a_machine_filled_in_takes_no_place(now):
    event = make_event()
    sign_up(event, website="http://spam")
    assert states() == ["suspect"]
    assert places(event)["free"] == 2


@pytest.mark.django_db
def test_sign_ups_go_when_their_time_is_over_and_numbers_stay(now):
    event = make_event()
    registration = sign_up(event, people="2")
    Registration.objects.update(state="attended")
    now.move_to(registration.gathering.ends_at + timedelta(days=89))
    assert purge_sign_ups() == 0
    now.move_to(registration.gathering.ends_at + timedelta(days=91))
    assert purge_sign_ups() == 1
    assert not Registration.objects.exists()
    assert not GatheringPlaces.objects.exists()
    gathering = Gathering.objects.get()
    assert (gathering.signed_up, gathering.came) == (2, 2)


@pytest.mark.both_databases
def test_of_two_who_want_the_last_place_at_once_exactly_one_gets_it(committed):
    with time_machine.travel(BEFORE):
        rounds = 12
        events = [make_event(slug=f"e{n}", capacity=1) for n in range(rounds)]
        together = Barrier(2)

        def one(number):
            client = Client()
            try:
                for event in events:
                    token = token_in(check(client, event, number=number))
                    together.wait()
                    assert confirm(client, event, token).status_code == 303
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as threads:
            list(threads.map(one, range(2)))
        for event in events:
            rows = Registration.objects.filter(gathering__occasion=event.occasion)
            assert sorted(rows.values_list("state", flat=True)) == ["confirmed", "waiting"]
            shown = GatheringPlaces.objects.get(occasion=event.occasion)
            assert (shown.taken, shown.waiting) == (1, 1)


@pytest.mark.django_db
def test_nothing_personal_is_stored_in_the_clear(client, now):
    event = make_event()
    sign_up(event, name="王不见")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM service_requests_registration")
        stored = repr(cursor.fetchall())
    assert "王不见" not in stored
    assert "13800138000" not in stored
    assert Draft.objects.get().answers == {}
    assert not re.search("王不见|13800138000", client.get(event.url or "/").content.decode())
