"""At the door: the code on a receipt opens the page where it is written down who came."""

import re
from datetime import timedelta

import pytest
import segno
import time_machine
from django.test import Client

from service_requests.models import Gathering, GatheringEvent, Registration
from service_requests.receipts import receipt_url
from service_requests.sign_up.receipt import check_in_address
from tests.factories_requests import (
    at,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)
from tests.factories_sign_up import make_event, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
DOOR = "/admin/sign-ups/check-in/"
THE_DAY = at(2026, 12, 22, 8)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-12-20 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def worker():
    user = user_in("办理员")
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def at_the_door(client, code) -> str:
    return client.post(DOOR, {"reference": code}, follow=True).content.decode()


def test_the_code_leads_to_the_door_and_tells_no_server_the_number(settings):
    found = sign_up(make_event())
    address = check_in_address(found.reference)
    assert address == f"{settings.PUBLIC_URL}{DOOR}#{found.reference}"
    receipt = Client().get(receipt_url(found.reference)).content.decode()
    drawn = re.search(r'class="slip-code".*?<path[^>]* d="([^"]+)"', receipt, re.DOTALL)[1]
    code = segno.make(address, error="m", micro=False)
    assert drawn in code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)


def test_whoever_comes_today_is_written_down_with_one_press(worker, clock):
    found = sign_up(make_event(), people="2")
    clock.move_to(THE_DAY)
    assert "data-check-in" in worker.get(DOOR).content.decode()
    assert "周**到了，2 人（包饺子）" in at_the_door(worker, f" {found.reference.lower()} ")
    assert Registration.objects.get().state == "attended"
    event = GatheringEvent.objects.get(kind="arrived")
    assert (event.registration_number, event.actor_name) == (found.pk, "办理员")


def test_a_scanner_that_types_the_whole_address_is_understood_at_both_doors(worker, clock):
    event = make_event()
    first, second = sign_up(event), sign_up(event, number=1)
    clock.move_to(THE_DAY)
    assert "周**到了" in at_the_door(worker, check_in_address(first.reference))
    gathering = f"/admin/sign-ups/{first.gathering_id}/arrive/"
    worker.post(gathering, {"reference": check_in_address(second.reference)})
    assert set(Registration.objects.values_list("state", flat=True)) == {"attended"}


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("waiting", "还没有位子（排队）"),
        ("suspect", "还没有位子（待核实）"),
        ("cancelled", "这份报名取消了"),
        ("attended", "已经签到过了"),
    ],
)
def test_whoever_is_not_expected_is_told_why(state, says, worker, clock):
    found = sign_up(make_event())
    Registration.objects.update(state=state)
    clock.move_to(THE_DAY)
    html = at_the_door(worker, found.reference)
    assert says in html
    assert f'value="{found.reference}"' in html
    assert Registration.objects.get().state == state


def test_another_day_another_gathering_and_a_wrong_number_are_told(worker, clock):
    found = sign_up(make_event())
    assert "不是今天的：报的是12月22日" in at_the_door(worker, found.reference)
    clock.move_to(THE_DAY + timedelta(days=1))
    assert "不是今天的" in at_the_door(worker, found.reference)
    assert "没找到这个号码" in at_the_door(worker, "2222222222")
    assert "没找到这个号码" in at_the_door(worker, "")
    clock.move_to(THE_DAY)
    Gathering.objects.update(cancelled_at=THE_DAY)
    assert "这一场取消了" in at_the_door(worker, found.reference)
    assert Registration.objects.get().state == "confirmed"


def test_the_door_of_another_station_knows_nobody_of_ours(worker, clock):
    found = sign_up(make_event(station=make_station()))
    post_to(worker.user, make_station("香洲服务站"))
    clock.move_to(THE_DAY)
    assert "没找到这个号码" in at_the_door(worker, found.reference)
    assert Registration.objects.get().state == "confirmed"


def test_the_sheet_has_room_to_sign_and_for_who_comes_unannounced(worker):
    found = sign_up(make_event())
    html = worker.get(f"/admin/sign-ups/{found.gathering_id}/sheet/").content.decode()
    assert "138 0013 8000" in html
    assert "没有报名、当场来的" in html
    assert html.count("<tr><td></td>") == 10
