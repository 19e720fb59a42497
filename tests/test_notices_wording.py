"""What leaves the house says which request, and nothing of the person."""

import logging

import pytest
from django.core import mail

from service_requests.models import OutboxMessage
from service_requests.notices import robots
from service_requests.notices.faults import Later, LineDown, Never
from service_requests.notices.sending import send_due
from service_requests.submission import notify
from tests.factories_requests import STORY, make_request
from tests.notices import (
    NOON,
    failing_line,  # noqa: F401 - fixtures
    mail_server,
    noon_clock,  # noqa: F401
    one_worker,  # noqa: F401
    sms_files_there,
    tell_person,
    tell_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=geheim"
MARKED = ["13912345678", "12345678", "周标记", "标记的话"]


@pytest.fixture
def marked():
    """A request of which each personal field is easy to find again."""
    answers = [{"key": STORY, "label": "是什么事", "type": "long_text", "value": "标记的话"}]
    return make_request(
        phone="13912345678", name="周标记", answers=answers, station_name="前山服务站"
    )


@pytest.fixture
def said(settings, monkeypatch):
    """What robots were given to say."""
    settings.STAFF_WEBHOOKS = [ROBOT]
    heard = []
    monkeypatch.setattr(robots, "hand_over", lambda robot, text: heard.append(text))
    return heard


def test_an_sms_names_the_centre_the_reference_and_where_to_look(marked, settings):
    settings.PUBLIC_URL = "https://xinyu.example"
    tell_person(marked)
    send_due()
    [path] = sms_files_there()
    assert path.read_text() == (
        "收信人：139****5678\n\n"
        f"【珠海新豫】你的诉求 {marked.reference} 有新进展。"
        "看进度：https://xinyu.example/apply/status/\n"
    )
    assert path.name.startswith(f"{marked.reference}-139xxxx5678-")
    assert path.parent.stat().st_mode & 0o077 == 0


def test_whoever_somebody_filed_for_reads_so_whatever_else_waits(settings):
    request = tell_person()
    for _again in range(2):
        notify("applicant", "filed_for_you", request.reference)
    send_due()
    said = sorted(path.read_text().partition("】")[2] for path in sms_files_there())
    assert [words[:7] for words in said] == ["你的诉求 " + request.reference[:2], "有人替你提了诉"]


def test_staff_read_what_the_list_of_the_inbox_shows(marked, settings, worker):
    settings.WAGTAILADMIN_BASE_URL = "https://xinyu.example"
    tell_staff(marked)
    send_due()
    [letter] = mail.outbox
    assert letter.subject == f"诉求 {marked.reference}：有新诉求"
    assert letter.body.splitlines() == [
        f"编号：{marked.reference}",
        "服务：办证帮忙",
        "服务站：前山服务站",
        "状态：已提交",
        f"到后台看：https://xinyu.example/admin/requests/{marked.pk}/",
    ]


def test_robots_say_the_same_as_the_mail(marked, said, worker):
    tell_staff(marked)
    send_due()
    [letter] = mail.outbox
    assert said == [f"{letter.subject}\n{letter.body}"]


def test_a_title_with_a_line_break_adds_no_line(settings, worker):
    tell_staff(make_request(service_title="办证\nBcc: x@example.invalid"))
    send_due()
    assert "服务：办证 Bcc: x@example.invalid\n" in mail.outbox[0].body


def test_nothing_personal_is_in_any_notice(marked, said, worker):
    tell_staff(marked)
    tell_staff(marked, "papers")
    tell_person(marked)
    send_due()
    sent = [str(letter.message()) + letter.body for letter in mail.outbox] + said
    sent += [path.name + path.read_text() for path in sms_files_there()]
    assert len(sent) == 5
    assert not [secret for secret in MARKED for text in sent if secret in text]


def test_no_log_line_and_no_kept_reason_holds_a_number_or_words(
    marked, line, worker, caplog, clock, monkeypatch
):
    caplog.set_level(logging.DEBUG)
    everything = " ".join([*MARKED, ROBOT])
    for fault in (KeyError(everything), OSError(everything), ValueError(everything), None):
        line.fault = fault
        with monkeypatch.context() as patch:
            mail_server(patch, fault)
            tell_person(marked)
            tell_staff(marked)
            OutboxMessage.objects.create(
                channel="staff", payload={"event": "标记的话"}, created_at=NOON
            )
            send_due()
            clock.shift(10**4)
    assert "KeyError" in caplog.text
    assert "try 1" in caplog.text
    assert not [secret for secret in [*MARKED, "5678", "geheim"] if secret in caplog.text]


@pytest.mark.parametrize("kind", [LineDown, Later, Never])
def test_the_reason_of_a_fault_is_for_the_report_and_not_for_the_log(kind, marked, line, caplog):
    line.fault = kind("139****5678 不收")
    tell_person(marked)
    send_due()
    assert kind.__name__ in caplog.text
    assert "5678" not in caplog.text
