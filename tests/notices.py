"""What tests of the notices stand on: somebody to tell, something to tell, a line that may fail."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from service_requests.models import Delivery
from service_requests.notices import sms_files
from service_requests.submission import notify
from tests.factories_requests import at, make_request, user_in

NOON = at(2026, 11, 24, 12)
MINUTE = timedelta(minutes=1)


@pytest.fixture(name="clock")
def noon_clock():
    """Noon of a Tuesday; it moves when a test shifts it."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(name="worker")
def one_worker():
    return with_mail("办理员")


def with_mail(name: str, group: str = "办理员"):
    user = user_in(group, name)
    user.email = f"staff{user.pk}@example.invalid"
    user.save()
    return user


def tell_staff(request=None, event="submitted"):
    request = request or make_request()
    notify("staff", event, request.reference)
    return request


def tell_person(request=None):
    request = request or make_request()
    notify("applicant", "answered", request.reference)
    return request


def sms_files_there() -> list[Path]:
    return sorted(Path(settings.SMS_FOLDER).glob("*"))


def only() -> Delivery:
    return Delivery.objects.get()


class Line:
    """A gateway that may be down, for all or for one reference; it remembers what it took."""

    def __init__(self, monkeypatch):
        self.fault, self.faults, self.tried, self.taken = None, {}, 0, []
        monkeypatch.setattr(sms_files.SmsFiles, "send", lambda _gateway, sms: self.send(sms))

    def send(self, sms):
        self.tried += 1
        if fault := self.faults.get(sms.reference, self.fault):
            raise fault
        self.taken.append(sms.reference)


@pytest.fixture(name="line")
def failing_line(monkeypatch):
    return Line(monkeypatch)


def mail_server(monkeypatch, fault: Exception | None):
    """Every mail meets this fault; with None they are sent."""

    def send(self):
        if fault:
            raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
