"""Lines down for a day, processes killed in the middle, several at once: all arrives, once."""

import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from service_requests.models import Delivery
from service_requests.models.delivery import TRIES
from service_requests.notices import sending, sms_files
from service_requests.notices.claims import LEASE, claim, finish
from service_requests.notices.faults import LineDown
from service_requests.notices.plan import plan_waiting
from service_requests.notices.sending import send_due
from tests.factories_requests import make_request
from tests.notices import (
    MINUTE,
    failing_line,  # noqa: F401
    mail_server,
    noon_clock,  # noqa: F401
    one_worker,  # noqa: F401
    only,
    sms_files_there,
    tell_person,
    tell_staff,
    with_mail,
)
from tests.proofs.counts import count
from tests.proofs.process import KILLED, die, in_its_own_process

AFTER_THE_LEASE = LEASE + MINUTE
DOWN = LineDown("短信网关连不上", uncertain=True)
CLOSED = smtplib.SMTPConnectError(421, b"closed")


@pytest.mark.django_db
@pytest.mark.usefixtures("worker")
def test_mail_and_sms_down_for_a_day_lose_nothing_and_double_nothing(
    line, clock, monkeypatch, record_property
):
    """Requests come all day long, and the outbox is looked at all day long."""
    told = [make_request() for _number in range(count("requests while nothing goes out"))]
    looks = count("looks in a day when nothing goes out")
    line.fault = DOWN
    with monkeypatch.context() as patch:
        mail_server(patch, CLOSED)
        for look in range(looks):
            for request in told[look * len(told) // looks : (look + 1) * len(told) // looks]:
                tell_staff(request)
                tell_person(request)
            send_due()
            clock.shift(timedelta(days=1) / looks)
    assert Delivery.objects.on_their_way().count() == 2 * len(told)
    line.fault = None
    for _look in range(3 * 60):
        send_due()
        clock.shift(MINUTE)
    wanted = sorted(request.reference for request in told)
    assert sorted(line.taken) == wanted
    assert sorted(message.subject.split()[1][:10] for message in mail.outbox) == wanted
    record_property("tried", f"{len(told)} requests in a day without mail and SMS: 0 lost, doubled")


@pytest.mark.django_db
class TestALeaseThatEnded:
    def test_what_a_dead_process_held_is_sent_when_its_lease_is_over(self, clock, worker):
        tell_staff()
        plan_waiting()
        assert claim(only().pk)
        assert send_due() == {"planned": 0}
        clock.shift(AFTER_THE_LEASE)
        assert send_due() == {"planned": 0, "sent": 1}
        assert len(mail.outbox) == 1

    def test_the_gateway_is_asked_before_an_sms_is_sent_again(self, clock):
        tell_person()
        plan_waiting()
        sending.SENDERS["sms"](claim(only().pk))
        [arrived] = sms_files_there()
        arrived.write_text("the one that arrived")
        clock.shift(AFTER_THE_LEASE)
        assert send_due() == {"planned": 0, "sent": 1}
        assert [path.read_text() for path in sms_files_there()] == ["the one that arrived"]

    def test_the_second_mail_has_the_message_id_of_the_first(self, clock, worker):
        tell_staff()
        plan_waiting()
        sending.SENDERS["mail"](claim(only().pk))
        clock.shift(AFTER_THE_LEASE)
        send_due()
        first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
        assert first == second
        assert str(only().key) in first

    def test_whoever_comes_back_after_it_changes_nothing(self, clock):
        tell_person()
        plan_waiting()
        slow = claim(only().pk)
        clock.shift(AFTER_THE_LEASE)
        send_due()
        finish(slow, Delivery.State.DEAD, problem="too late")
        assert only().state == Delivery.State.SENT

    def test_what_kills_its_process_each_time_becomes_a_dead_letter(self, clock):
        tell_person()
        plan_waiting()
        for _try in range(TRIES):
            assert claim(only().pk)
            clock.shift(AFTER_THE_LEASE)
        assert send_due() == {"planned": 0, "dead": 1}


@pytest.mark.both_databases
@pytest.mark.usefixtures("committed")
class TestProcesses:
    def test_side_by_side_each_notice_is_sent_by_one_worker_only(self, monkeypatch):
        taken = []
        monkeypatch.setattr(sms_files.SmsFiles, "send", lambda self, sms: taken.append(sms.key))
        for _number in range(12):
            tell_person()
        with ThreadPoolExecutor(4) as workers:
            outcomes = list(workers.map(pass_in_a_thread, range(4)))
        assert sum(outcome["planned"] for outcome in outcomes) == 12
        assert len(taken) == len(set(taken)) == Delivery.objects.filter(state="sent").count() == 12

    def test_killed_at_any_step_of_sending_nothing_is_lost(self, settings, record_property):
        """New notices before each process, which dies a step later than the one before."""
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        with_mail("办理员")
        kills, now = count("processes killed while they send"), timezone.now()
        for number in range(kills):
            tell_person()
            tell_staff()
            assert in_a_process(now, last=1 + number % 40) == KILLED
            now += AFTER_THE_LEASE
        for _pass in range(1 + 2 * kills // sending.AT_ONCE):
            assert in_a_process(now, last=0) == 0
        wanted = sorted(Delivery.objects.filter(route="sms").values_list("reference", flat=True))
        assert len(wanted) == kills
        assert not Delivery.objects.exclude(state="sent").exists()
        assert [path.name[:10] for path in sms_files_there()] == wanted
        mails = "".join(path.read_text() for path in Path(settings.EMAIL_FILE_PATH).iterdir())
        keys = Delivery.objects.filter(route="mail").values_list("key", flat=True)
        assert len(keys) == kills
        assert all(str(key) in mails for key in keys)
        twice = mails.count("Message-ID: ") - kills
        told = f"{kills} processes killed while they send: 0 lost, {twice} mails sent twice"
        record_property("tried", told)


def pass_in_a_thread(_number):
    try:
        return send_due()
    finally:
        connection.close()


def in_a_process(now, last: int) -> int:
    connection.close()
    return in_its_own_process(lambda: send_and_die(now, last))


def send_and_die(now, last: int):
    """A pass at this moment that dies at its `last` question to the database; 0: at none."""
    asked = 0

    def counted(execute, sql, params, many, context):
        nonlocal asked
        asked += 1
        if asked == last:
            die()
        return execute(sql, params, many, context)

    with time_machine.travel(now, tick=False), connection.execute_wrapper(counted):
        send_due()
