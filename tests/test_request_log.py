"""The log of requests proves itself: whatever was changed, removed, inserted or reordered behind
the program's back is found."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from service_requests import handling
from service_requests.access import staff
from service_requests.encryption import seal
from service_requests.log_digests import head_seal
from service_requests.models import LogAnchor, RequestEvent, RequestLog, ServiceRequest
from service_requests.models.log import anchor_logs
from tests.factories_requests import make_request, make_service, send, user_in

pytestmark = pytest.mark.django_db


def verify(capsys, *arguments) -> tuple[int, str]:
    """(exit code, what it printed)"""
    capsys.readouterr()
    try:
        call_command("verify_log", *arguments)
    except SystemExit as end:
        return end.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.fixture
def worked_on(client):
    """A request with six events, and another one beside it."""
    request = send(client, make_service())
    worker = staff(user_in("主管"))
    handling.take(request.pk, worker, 1)
    handling.add_note(request.pk, worker, 2, "像是外地号码")
    handling.reply(request.pk, worker, 3, "明天打给你")
    request.refresh_from_db()
    handling.record_reading(request, worker)
    handling.record_reveal(make_request(), worker, "f-idnum000")
    handling.change_state(request.pk, worker, 4, ("start", ""))
    return request


@pytest.mark.both_databases
def test_what_the_program_wrote_matches(worked_on, capsys):
    code, said = verify(capsys)
    assert code == 0
    assert "8 条日志都对得上" in said
    anchor_logs()
    assert verify(capsys)[0] == 0


CHANGES = {
    "kind": "state",
    "state": "closed",
    "actor_id": None,
    "actor_name": "别人",
    "at": timedelta(seconds=1),
    "text": "没说过这话",
    "visible_to_applicant": True,
    "version": 9,
    "position": 99,
    "salt": "0" * 32,
    "words_digest": "0" * 64,
    "digest": "0" * 64,
}


@pytest.mark.parametrize("field", CHANGES)
def test_a_changed_field_is_found(field, worked_on, capsys):
    event = worked_on.events.get(kind="note")
    value = CHANGES[field]
    if field == "at":
        value += event.at
    RequestEvent.objects.filter(pk=event.pk).update(**{field: value})
    code, said = verify(capsys)
    assert code == 1
    assert f"诉求 {worked_on.reference}：" in said


def test_every_field_of_an_event_is_tried(record_property):
    fields = {field.attname for field in RequestEvent._meta.fields}
    assert fields == set(CHANGES) | {"id", "request_id"}
    record_property("tried", f"{len(CHANGES)} fields, one by one; whole events and logs")


def test_an_event_moved_to_another_request_is_found(worked_on, capsys):
    other = ServiceRequest.objects.exclude(pk=worked_on.pk).get()
    worked_on.events.filter(kind="read").update(request=other)
    code, said = verify(capsys)
    assert code == 1
    assert worked_on.reference in said
    assert other.reference in said


def test_words_that_were_blanked_are_found(worked_on, capsys):
    worked_on.events.filter(kind="note").update(text="", salt="")
    assert verify(capsys)[0] == 1


@pytest.mark.parametrize("kind", ["submitted", "note", "state"])
def test_a_removed_event_is_found_wherever_it_stood(kind, worked_on, capsys):
    worked_on.events.filter(kind=kind).delete()
    code, said = verify(capsys)
    assert code == 1
    assert "缺了 1 条" in said


def test_a_log_removed_whole_is_found(worked_on, capsys):
    worked_on.events.all().delete()
    assert "末尾缺了 6 条" in verify(capsys)[1]
    RequestLog.objects.filter(pk=worked_on.pk).delete()
    assert "日志整个不见了" in verify(capsys)[1]


def test_reordered_events_are_found(worked_on, capsys):
    note, reply = worked_on.events.get(kind="note"), worked_on.events.get(kind="reply")
    place = worked_on.events.filter
    place(pk=note.pk).update(position=99)
    place(pk=reply.pk).update(position=note.position)
    place(pk=note.pk).update(position=reply.position)
    code, said = verify(capsys)
    assert code == 1
    assert "换过位置" in said


@pytest.mark.parametrize("position", [4, 7])
def test_an_inserted_event_is_found(position, worked_on, capsys):
    """Somebody copies a row, and makes room for it where it is to stand."""
    for event in worked_on.events.filter(position__gte=position).order_by("-position"):
        worked_on.events.filter(pk=event.pk).update(position=event.position + 1)
    columns = [f.column for f in RequestEvent._meta.fields if f.column not in {"id", "position"}]
    names = ", ".join(f'"{column}"' for column in columns)
    table = RequestEvent._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (position, {names}) SELECT %s, {names} "  # noqa: S608
            f"FROM {table} WHERE request_id = %s AND kind = 'reply'",
            [position, worked_on.pk],
        )
    assert verify(capsys)[0] == 1


def test_a_request_that_vanished_with_its_log_is_found_by_its_anchor(worked_on, capsys):
    anchor_logs()
    number = worked_on.pk
    RequestLog.objects.filter(pk=number).delete()
    worked_on.delete()
    code, said = verify(capsys)
    assert code == 1
    assert f"诉求 #{number}：" in said


def test_a_log_put_back_to_how_it_once_was_is_found_by_its_anchor(worked_on, capsys):
    """Whoever kept an old head, with its seal, can shorten a log; not what was anchored since."""
    old = RequestLog.objects.get(pk=worked_on.pk)
    handling.add_note(worked_on.pk, staff(user_in("主管", "乙")), 5, "不该写的")
    anchor_logs()
    worked_on.events.last().delete()
    RequestLog.objects.filter(pk=worked_on.pk).update(
        length=old.length, digest=old.digest, seal=old.seal
    )
    code, said = verify(capsys)
    assert code == 1
    assert "锚点对不上" in said


def test_a_purge_that_nobody_made_is_found(worked_on, capsys):
    RequestLog.objects.filter(pk=worked_on.pk).update(purged_at=worked_on.submitted_at)
    assert "日志的结尾被改过" in verify(capsys)[1]


@pytest.mark.parametrize("what", ["changed", "middle", "end"])
def test_an_anchor_that_was_changed_or_removed_is_found(what, worked_on, capsys):
    for _ in range(3):
        handling.record_reveal(worked_on, staff(user_in("主管", f"甲{_}")), "f-idnum000")
        anchor_logs()
    if what == "changed":
        LogAnchor.objects.filter(number=2).update(heads=[])
    else:
        LogAnchor.objects.filter(number=2 if what == "middle" else 3).delete()
    code, said = verify(capsys)
    assert code == 1
    assert "锚点" in said


def test_an_anchor_written_down_is_asked_for_again(worked_on, capsys):
    _code, said = verify(capsys)
    anchor = said.split("：")[-1].strip()
    assert verify(capsys, "--anchor", anchor)[0] == 0
    LogAnchor.objects.all().delete()
    RequestLog.objects.update(anchored_in=None)
    assert verify(capsys, "--anchor", anchor)[0] == 1
    assert verify(capsys, "--anchor", "nonsense")[0] == 1


def test_sealing_words_again_changes_nothing(worked_on, capsys):
    for event in worked_on.events.all():
        worked_on.events.filter(pk=event.pk).update(text=seal(event.text))
    assert verify(capsys)[0] == 0


def test_without_the_key_of_the_log_nothing_matches(worked_on, capsys, settings):
    settings.LOG_KEY = "a thief's guess"
    assert verify(capsys)[0] == 1
    log = RequestLog.objects.get(pk=worked_on.pk)
    assert log.seal != head_seal(log)


def test_words_that_cannot_be_opened_are_told_and_the_walk_goes_on(worked_on, capsys):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE service_requests_requestevent SET text = 'x' WHERE kind = 'note'")
    code, said = verify(capsys)
    assert code == 1
    assert "解不开" in said


def test_an_account_that_is_gone_stays_in_the_log(worked_on, capsys):
    event = worked_on.events.get(kind="note")
    event.actor.delete()
    event.refresh_from_db()
    assert (event.actor_id is not None, event.actor_name) == (True, "主管")
    assert verify(capsys)[0] == 0


@pytest.mark.both_databases
def test_events_stored_together_are_chained_too(worked_on, capsys):
    at = worked_on.submitted_at
    many = [
        RequestEvent(request=worked_on, kind="note", at=at, text=f"第 {n} 条") for n in range(3)
    ]
    RequestEvent.objects.bulk_create(many)
    assert verify(capsys)[0] == 0
    assert list(worked_on.events.order_by("position").values_list("position", flat=True)) == [
        *range(1, 10)
    ]
