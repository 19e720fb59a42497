"""The outbox: once planned, tried until it arrives, and given up only where people see it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command

from service_requests.access import staff
from service_requests.assigning import accept_handover, hand_over
from service_requests.models import Delivery, OutboxMessage
from service_requests.models.delivery import TRIES
from service_requests.notices import watcher
from service_requests.notices.claims import pause
from service_requests.notices.faults import Later, LineDown, Never
from service_requests.notices.plan import plan_waiting
from service_requests.notices.sending import send_due
from tests.factories_requests import administrator, make_request, make_station, post_to
from tests.notices import (
    MINUTE,
    NOON,
    failing_line,  # noqa: F401
    noon_clock,  # noqa: F401
    one_worker,  # noqa: F401
    only,
    sms_files_there,
    tell_person,
    tell_staff,
    with_mail,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_new_request_is_told_to_each_of_the_staff_in_a_mail_of_their_own(worker):
    other = with_mail("乙")
    tell_staff()
    assert send_due() == {"planned": 1, "sent": 2}
    assert sorted(message.to for message in mail.outbox) == sorted([[worker.email], [other.email]])


def test_looking_again_sends_nothing_again(worker):
    tell_staff()
    tell_person()
    send_due()
    assert send_due() == {"planned": 0}
    assert len(mail.outbox) == len(sms_files_there()) == 1


@pytest.mark.usefixtures("worker")
def test_only_whoever_has_the_request_is_told_of_it():
    other = with_mail("乙")
    tell_staff(make_request(assignee=other, state="reopened"))
    send_due()
    assert [message.to for message in mail.outbox] == [[other.email]]


@pytest.mark.parametrize("why", ["left", "no longer in the group", "no address"])
def test_when_whoever_has_it_is_gone_those_of_the_station_are_told(worker, why):
    gone, station = with_mail("走了"), make_station()
    post_to(worker, station)
    request = make_request(assignee=gone, state="reopened", station=station)
    gone.is_active, gone.email = why != "left", "" if why == "no address" else gone.email
    gone.save()
    if why == "no longer in the group":
        gone.groups.clear()
    tell_staff(request)
    send_due()
    assert [message.to for message in mail.outbox] == [[worker.email]]


def test_those_of_the_station_are_told_and_whoever_supervises_all():
    here, there = make_station("前山服务站"), make_station("香洲服务站")
    ours, theirs, head = with_mail("甲"), with_mail("乙"), with_mail("主任", "主管")
    post_to(ours, here)
    post_to(theirs, there)
    tell_staff(make_request(station=here))
    send_due()
    assert sorted(message.to for message in mail.outbox) == sorted([[ours.email], [head.email]])


def test_a_handover_is_told_to_the_other_station_and_its_acceptance_to_whoever_offered():
    here, there = make_station("前山服务站"), make_station("香洲服务站")
    ours, theirs = with_mail("甲"), with_mail("乙")
    post_to(ours, here)
    post_to(theirs, there)
    request = make_request(station=here, assignee=ours, state="assigned")
    hand_over(request.pk, staff(ours), 1, (there.pk, "归你们"))
    send_due()
    assert sorted(letter.to for letter in mail.outbox) == sorted([[ours.email], [theirs.email]])
    accept_handover(request.pk, staff(theirs), 2)
    mail.outbox.clear()
    send_due()
    assert [letter.to for letter in mail.outbox] == [[ours.email]]
    assert "那边接下了" in mail.outbox[0].subject


def test_what_is_for_one_person_is_not_told_to_a_group(settings, worker):
    settings.STAFF_WEBHOOKS = ["https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x"]
    tell_staff(make_request(assignee=worker, state="assigned"), "assigned")
    plan_waiting()
    assert only().route == "mail"


def test_editors_and_administrators_are_told_nothing():
    with_mail("编辑甲", "编辑")
    administrator()
    tell_staff()
    assert send_due() == {"planned": 1}


def test_an_account_that_was_stopped_meanwhile_gets_no_mail(worker):
    tell_staff()
    plan_waiting()
    worker.is_active = False
    worker.save()
    assert send_due() == {"planned": 0, "set_aside": 1}
    assert mail.outbox == []


def test_the_person_gets_one_sms_for_all_that_waits_about_one_request():
    request = tell_person()
    tell_person(request)
    tell_person()
    assert send_due() == {"planned": 3, "sent": 2}
    tell_person(request)
    assert send_due() == {"planned": 1, "sent": 1}


@pytest.mark.usefixtures("worker")
def test_a_request_that_is_gone_is_told_to_nobody():
    gone_first, gone_later = make_request(), make_request()
    for request in (gone_first, gone_later):
        tell_staff(request)
        tell_person(request)
    gone_first.delete()
    plan_waiting()
    gone_later.delete()
    assert send_due() == {"planned": 0, "set_aside": 2}
    assert mail.outbox == sms_files_there() == []


def test_without_a_gateway_nobody_gets_an_sms(settings):
    settings.SMS_GATEWAY = "off"
    tell_person()
    assert send_due() == {"planned": 1}


@pytest.mark.usefixtures("worker")
def test_one_row_that_cannot_be_planned_stops_no_other():
    OutboxMessage.objects.create(channel="staff", payload={"event": "x"}, created_at=NOON)
    tell_staff()
    assert send_due() == {"planned": 1, "sent": 1}


def test_a_fault_of_the_program_stops_no_other_and_is_tried_again(line, clock):
    first, second = tell_person(), tell_person()
    line.faults = {first.reference: KeyError("x")}
    assert send_due() == {"planned": 2, "waiting": 1, "sent": 1}
    assert "KeyError" in Delivery.objects.get(reference=first.reference).problem
    line.faults = {}
    clock.shift(MINUTE)
    send_due()
    assert line.taken == [second.reference, first.reference]


def test_the_pauses_double_from_half_a_minute_to_two_hours_and_differ_by_a_fifth():
    one, pauses = Delivery(), []
    for one.tries in range(1, TRIES + 1):
        pauses.append(pause(one))
        assert pause(one) == pauses[-1]
    whole = [min(timedelta(seconds=30) * 2**n, timedelta(hours=2)) for n in range(TRIES)]
    assert all(0.8 * want <= got <= 1.2 * want for got, want in zip(pauses, whole, strict=True))
    assert sum(pauses, timedelta()) > timedelta(days=1, hours=12)
    assert len({pause(Delivery(tries=1)) for _number in range(20)}) > 10


def test_what_is_tried_too_often_becomes_a_dead_letter(line, clock):
    line.fault = Later("发得太多")
    tell_person()
    for _try in range(TRIES + 5):
        send_due()
        clock.shift(timedelta(hours=3))
    assert (only().state, only().problem) == ("dead", "发得太多")
    assert line.tried == only().tries == TRIES


def test_what_is_refused_for_good_is_not_tried_again(line, clock):
    line.fault = Never("号码不对")
    tell_person()
    assert send_due() == {"planned": 1, "dead": 1}
    clock.shift(timedelta(days=1))
    assert send_due() == {"planned": 0}
    assert line.tried == 1


@pytest.mark.usefixtures("worker")
def test_while_a_line_is_down_one_tries_for_all_and_the_other_lines_go_on(line, clock):
    line.fault = LineDown("连不上")
    for _number in range(5):
        tell_person()
    tell_staff()
    assert send_due() == {"planned": 6, "waiting": 1, "sent": 1}
    assert send_due() == {"planned": 0}
    clock.shift(1.5 * MINUTE)
    assert send_due() == {"planned": 0, "waiting": 1}
    assert line.tried == 2


def test_once_one_gets_through_the_others_wait_no_longer(line, clock):
    line.fault = LineDown("连不上")
    for _number in range(5):
        tell_person()
    for _minute in range(60):
        send_due()
        clock.shift(MINUTE)
    line.fault = None
    tell_person()
    send_due()
    send_due()
    assert len(line.taken) == len(set(line.taken)) == 6


def test_the_command_says_what_it_did(worker, capsys):
    tell_staff()
    call_command("send_notices")
    said = capsys.readouterr().out.splitlines()
    assert said == ["新排进来的事：1 件", "已发出：1", "还等着：0 条"]


def test_the_watcher_sends_and_goes_on_after_a_fault(monkeypatch, caplog):
    rounds, asked, rests = iter([True, True, True, False]), [], []

    def send(running):
        asked.append(running)
        if len(asked) == 1:
            raise KeyError("13800138000")

    monkeypatch.setattr(watcher, "send_due", send)
    monkeypatch.setattr(watcher, "connections", SimpleNamespace(close_all=lambda: None))
    monkeypatch.setattr(watcher, "close_old_connections", lambda: None)
    monkeypatch.setattr(watcher.time, "sleep", rests.append)
    watcher.watch(lambda: next(rounds))
    assert rests == [watcher.REST_SECONDS, watcher.POLL_SECONDS, watcher.POLL_SECONDS]
    assert "KeyError" in caplog.text
    assert "138" not in caplog.text


def test_a_worker_that_is_stopped_ends_after_the_notice_it_is_at(line):
    for _number in range(3):
        tell_person()
    send_due(running=lambda: len(line.taken) < 2)
    assert len(line.taken) == 2
