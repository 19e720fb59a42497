"""Each working day everyone hears which of theirs are overdue: once, and no more than that."""

from datetime import date

import pytest
from django.core import mail

from pages.models import CalendarDay
from service_requests.models import OutboxMessage
from service_requests.notices.plan import plan_waiting
from service_requests.notices.reminders import remind_of_overdue
from service_requests.notices.sending import send_due
from tests.factories_requests import at, make_request
from tests.notices import noon_clock, one_worker, with_mail  # noqa: F401 - fixtures among them

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LATE = date(2026, 11, 20)


def remind() -> list[tuple[str, str]]:
    """(to, the lines of references) of what is sent now."""
    before = len(mail.outbox)
    remind_of_overdue()
    send_due()
    return [(letter.to[0], letter.body) for letter in mail.outbox[before:]]


def test_each_gets_one_mail_with_references_and_nothing_else(worker, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://xinyu.example"
    other = with_mail("乙")
    mine = [make_request(assignee=worker, state="in_progress", due_on=LATE) for _ in range(2)]
    make_request(assignee=other, state="closed", due_on=LATE)
    [(to, body)] = remind()
    assert to == worker.email
    assert body.splitlines() == [
        *(request.reference for request in mine),
        "到后台看：https://xinyu.example/admin/requests/?progress=overdue",
    ]
    assert mail.outbox[0].subject == "2 件诉求超期了"


def test_what_nobody_has_is_told_to_all(worker):
    other = with_mail("乙")
    make_request(due_on=LATE)
    assert sorted(to for to, _body in remind()) == sorted([worker.email, other.email])


@pytest.mark.usefixtures("worker")
def test_it_comes_once_a_day_from_eight_on_working_days(clock):
    make_request(due_on=LATE)
    CalendarDay.objects.update_or_create(day=date(2026, 11, 27), defaults={"works": False})
    moments = {
        "too early": at(2026, 11, 25, 7, 59),
        "wednesday": at(2026, 11, 25, 8),
        "again": at(2026, 11, 25, 17),
        "a holiday": at(2026, 11, 27, 9),
        "saturday": at(2026, 11, 28, 9),
        "monday": at(2026, 11, 30, 9),
    }
    came = {}
    for name, moment in moments.items():
        clock.move_to(moment)
        came[name] = len(remind())
    assert came == {
        "too early": 0,
        "wednesday": 1,
        "again": 0,
        "a holiday": 0,
        "saturday": 0,
        "monday": 1,
    }


@pytest.mark.usefixtures("worker")
def test_without_anything_overdue_nothing_is_written():
    make_request(due_on=date(2026, 12, 1))
    assert remind() == []
    assert not OutboxMessage.objects.exists()


def test_what_was_answered_meanwhile_is_left_out(worker):
    first, second = (make_request(assignee=worker, due_on=LATE) for _ in range(2))
    remind_of_overdue()
    plan_waiting()
    first.state = "answered"
    first.save()
    send_due()
    assert first.reference not in mail.outbox[0].body
    assert second.reference in mail.outbox[0].body


@pytest.mark.usefixtures("worker")
def test_a_reminder_that_came_too_late_to_be_true_is_not_sent():
    request = make_request(due_on=LATE)
    remind_of_overdue()
    plan_waiting()
    request.delete()
    assert send_due() == {"planned": 0, "set_aside": 1}


@pytest.mark.usefixtures("worker")
def test_old_reminders_go(clock):
    make_request(due_on=LATE)
    for moment in (at(2026, 11, 25, 9), at(2026, 12, 28, 9)):
        clock.move_to(moment)
        remind()
    assert [row.once for row in OutboxMessage.objects.all()] == ["overdue 2026-12-28"]
