"""The log of a gathering's sign-ups: what was done, by whom, who looked; and it proves itself, as
that of requests does."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command

from service_requests.access import staff
from service_requests.models import Gathering, GatheringEvent, GatheringLog, LogAnchor, Registration
from service_requests.models.log import anchor_logs
from service_requests.sign_up.cancelling import give_up
from service_requests.sign_up.holding import set_hold
from service_requests.sign_up.purging import purge_sign_ups
from service_requests.sign_up.staff.attendance import admit, arrive, tick
from tests.factories_requests import user_in
from tests.factories_sign_up import BEFORE, make_event, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


@pytest.fixture
def by():
    return staff(user_in("主管", "王主管"))


@pytest.fixture
def worked_on(by):
    """A gathering with everything that staff do to sign-ups in its log, and another beside it."""
    event = make_event(capacity=3)
    first, second = sign_up(event), sign_up(event, number=1)
    doubted = sign_up(event, number=2, website="robot")
    gathering = first.gathering
    admit(gathering, by, doubted.pk)
    give_up(second, by, "名额给错了")
    set_hold(first, by, holds=True, reason="法院要看")
    arrive(gathering, by, first.reference)
    tick(gathering, by, set())
    sign_up(make_event(slug="other"), number=3)
    return gathering


def verify(capsys) -> tuple[int, str]:
    """(exit code, what it printed)"""
    capsys.readouterr()
    try:
        call_command("verify_log")
    except SystemExit as end:
        return end.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_each_step_is_there_with_who_made_it_and_whose_sign_up_it_was(worked_on):
    first, second, doubted = Registration.objects.filter(gathering=worked_on).order_by("pk")
    events = worked_on.events.order_by("position")
    assert list(events.values_list("kind", "actor_name", "registration_number")) == [
        ("signed_up", "", first.pk),
        ("signed_up", "", second.pk),
        ("signed_up", "", doubted.pk),
        ("admitted", "王主管", doubted.pk),
        ("cancelled", "王主管", second.pk),
        ("held", "王主管", first.pk),
        ("arrived", "王主管", first.pk),
        ("attendance", "王主管", None),
    ]
    words = {event.kind: event.text for event in events}
    assert (words["cancelled"], words["held"]) == ("名额给错了", "法院要看")
    assert events.get(registration_number=doubted.pk, kind="signed_up").text


def test_what_the_program_wrote_matches_and_is_anchored(worked_on, capsys):
    code, said = verify(capsys)
    assert (code, "9 条日志都对得上" in said) == (0, True)
    assert len(LogAnchor.objects.get().gathering_heads) == 2
    assert verify(capsys)[0] == 0


CHANGES = {
    "kind": "read",
    "registration_number": 99,
    "actor_id": None,
    "actor_name": "别人",
    "at": timedelta(seconds=1),
    "text": "没说过这话",
    "position": 99,
    "salt": "0" * 32,
    "words_digest": "0" * 64,
    "digest": "0" * 64,
}


def test_whatever_is_changed_of_an_event_is_found(worked_on, capsys):
    event = worked_on.events.get(kind="cancelled")
    for field, changed in CHANGES.items():
        there = getattr(event, field)
        value = there + changed if field == "at" else changed
        GatheringEvent.objects.filter(pk=event.pk).update(**{field: value})
        code, said = verify(capsys)
        assert (code, f"活动报名 {worked_on}" in said) == (1, True), field
        GatheringEvent.objects.filter(pk=event.pk).update(**{field: there})
    assert verify(capsys)[0] == 0
    fields = {field.attname for field in GatheringEvent._meta.fields}
    assert fields == set(CHANGES) | {"id", "gathering_id"}


def test_what_is_removed_or_moved_is_found_and_a_log_that_vanished_too(worked_on, capsys):
    anchor_logs()
    other = Gathering.objects.exclude(pk=worked_on.pk).get()
    worked_on.events.filter(kind="held").update(gathering=other)
    code, said = verify(capsys)
    assert code == 1
    assert "缺了 1 条" in said
    assert f"活动报名 {other}" in said
    other.events.all().delete()
    GatheringLog.objects.filter(pk=other.pk).delete()
    said = verify(capsys)[1]
    assert "日志整个不见了" in said
    assert "锚点对不上" in said


def test_words_are_gone_after_the_purge_and_the_log_still_matches(worked_on, by, capsys, now):
    first, _second, _doubted = worked_on.registrations.order_by("pk")
    now.move_to(worked_on.ends_at + timedelta(days=91))
    purge_sign_ups()
    words = dict(worked_on.events.values_list("kind", "text"))
    assert (words["cancelled"], words["held"]) == ("", "法院要看")  # the held one keeps its own
    set_hold(first, by, holds=False, reason="结案了")
    assert purge_sign_ups() == 1
    assert set(worked_on.events.values_list("text", flat=True)) == {""}
    assert worked_on.events.filter(kind="purged", actor_name="系统").count() == 2
    assert verify(capsys)[0] == 0


def test_words_that_somebody_blanked_are_found(worked_on, capsys):
    worked_on.events.filter(kind="held").update(text="", salt="")
    assert verify(capsys)[0] == 1
