"""What looks sent by a machine is set aside, never dropped, and the sender can't tell."""

import random
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from service_requests import handling
from service_requests.access import staff
from service_requests.models import OutboxMessage, ServiceRequest
from service_requests.states import State
from tests.factories_requests import (
    STORY,
    at,
    check,
    confirm,
    make_service,
    plain_static,  # noqa: F401 - a fixture
    send,
    token_in,
    user_in,
)
from tests.proofs.counts import count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]

MONDAY = at(2026, 11, 23, 9)
READING = timedelta(seconds=3)


@pytest.fixture(autouse=True)
def limits(settings):
    settings.FASTEST_SEND, settings.REQUESTS_PER_PHONE, settings.REQUESTS_PER_HOUR = 2, 5, 300


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def service():
    return make_service()


def send_after(clock, client, service, pause=READING, **changes) -> ServiceRequest:
    token = token_in(check(client, service, **changes))
    clock.shift(pause)
    assert confirm(client, service, token).status_code == 303
    return ServiceRequest.objects.latest("pk")


def log_page(client, request) -> str:
    client.force_login(user_in("主管", f"主管{request.pk}"))
    return client.get(f"/admin/requests/{request.pk}/").content.decode()


def test_sending_at_once_is_set_aside_with_the_reason(clock, client, service):
    request = send_after(clock, client, service, timedelta(seconds=1))
    assert request.state == State.SPAM
    assert "核对页打开不到 2 秒就送出了" in log_page(client, request)


def test_reading_first_is_not(clock, client, service):
    request = send_after(clock, client, service, timedelta(seconds=2))
    assert request.state == State.SUBMITTED
    assert request.events.get().text == ""


def test_the_sixth_of_a_day_from_one_phone_is_set_aside(clock, client, service):
    states = [send_after(clock, client, service).state for _number in range(6)]
    assert states == [State.SUBMITTED] * 5 + [State.SPAM]
    other = send_after(clock, client, service, phone="13900139000")
    assert other.state == State.SUBMITTED
    clock.shift(timedelta(days=1))
    assert send_after(clock, client, service).state == State.SUBMITTED


def test_in_a_flood_one_phone_sends_one(clock, client, service, settings):
    settings.REQUESTS_PER_HOUR = 2
    phones = ["13800138001", "13800138002", "13800138003", "13800138003"]
    states = [send_after(clock, client, service, phone=phone).state for phone in phones]
    assert states == [State.SUBMITTED] * 3 + [State.SPAM]


def test_the_receipt_looks_the_same(clock, client, service):
    pages = []
    for pause in (READING, timedelta(0)):
        token = token_in(check(client, service))
        clock.shift(pause)
        html = client.get(confirm(client, service, token)["Location"]).content.decode()
        reference = ServiceRequest.objects.latest("pk").reference
        plain = re.sub(r"<svg.*?</svg>|[0-9]{2}:[0-9]{2}", "", html, flags=re.DOTALL)
        pages.append(plain.replace(reference, ""))
    assert pages[0] == pages[1]


def test_staff_restore_what_was_set_aside_wrongly(clock, client, service):
    request = send_after(clock, client, service, timedelta(0))
    assert not OutboxMessage.objects.exists()
    handling.change_state(request.pk, staff(user_in("主管")), request.version, ("restore", ""))
    request.refresh_from_db()
    assert request.state == State.SUBMITTED
    assert OutboxMessage.objects.filter(channel="staff").count() == 1


def test_a_flood_hides_no_real_request_and_nothing_is_dropped(
    clock, client, service, record_property
):
    """Three kinds of machine among people, in any order."""
    chance = random.Random(7)  # noqa: S311 - an order only
    floods, people = count("spam requests"), count("real requests")
    order = ["trap", "fast", "same phone"] * (floods // 3) + ["person"] * people
    chance.shuffle(order)
    for number, who in enumerate(order):
        pause = timedelta(0) if who == "fast" else READING
        own = f"13{number:09}"
        send_after(
            clock,
            client,
            service,
            pause,
            phone="18800000000" if who == "same phone" else own,
            website="x" if who == "trap" else "",
            **{STORY: who},
        )
    kept = [(row.answers[0]["value"], row.state) for row in ServiceRequest.objects.all()]
    assert len(kept) == len(order)
    assert kept.count(("person", State.SUBMITTED)) == people
    through = [who for who, state in kept if state == State.SUBMITTED and who != "person"]
    quota_days = (timezone.now() - MONDAY).days + 1
    assert set(through) <= {"same phone"}
    assert len(through) <= 5 * quota_days
    set_aside = sum(state == State.SPAM for _who, state in kept)
    record_property("tried", f"{len(order) - people} spam ({set_aside} set aside) + {people} real")


def test_a_person_is_not_counted_twice_for_going_back(clock, client, service):
    for _time in range(8):
        check(client, service)
    assert send_after(clock, client, service).state == State.SUBMITTED


def test_what_fills_in_the_trap_says_so_to_staff(clock, client, service):
    request = send(client, service, website="x")
    assert "填了人看不见的那一格" in log_page(client, request)
