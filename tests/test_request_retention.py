"""What people sent goes when its time is over, whole and not a day earlier; what is held stays."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from service_requests import handling, legal_hold, purge_requests
from service_requests.access import staff
from service_requests.encryption import lookup_digest, seal
from service_requests.fields import seal_json
from service_requests.models import (
    Attachment,
    Draft,
    OutboxMessage,
    Representative,
    RequestEvent,
    RequestLog,
    RetentionRule,
    RetentionSettings,
    ServiceRequest,
)
from service_requests.papers import store
from service_requests.purge_requests import counts, purge
from service_requests.references import new_reference
from service_requests.retention import past_identity, past_spam
from tests.factories_papers import make_paper
from tests.factories_requests import at, check, make_request, make_service, post, send, user_in
from tests.killing import killed_after
from tests.proofs.counts import count

NOTHING = {"spam": 0, "identity": 0, "id_photos": 0}
NOON = at(2026, 11, 24, 12)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def closed(days_ago, **kwargs) -> ServiceRequest:
    given = {"state": "closed", "closed_at": timezone.now() - timedelta(days=days_ago)} | kwargs
    return make_request(**given)


def shorten(**periods):
    settings = RetentionSettings.load()
    for name, value in periods.items():
        setattr(settings, name, value)
    settings.save()


@pytest.mark.django_db
class TestIdentity:
    def test_goes_after_two_years_and_not_a_second_before(self, clock):
        request = closed(0)
        clock.shift(timedelta(days=730) - timedelta(seconds=1))
        assert purge() == NOTHING
        clock.shift(timedelta(seconds=1))
        assert purge() == NOTHING | {"identity": 1}
        assert purge() == NOTHING
        request.refresh_from_db()
        assert (request.name, request.phone, request.answers) == ("", "", [])
        assert request.phone_lookup == ""

    def test_takes_everything_said_along_and_leaves_the_facts(self, client, clock, capsys):
        service = make_service()
        request = send(client, service, name="周小麦")
        worker = staff(user_in("主管"))
        handling.take(request.pk, worker, 1)
        handling.add_note(request.pk, worker, 2, "像是外地号码")
        Representative.objects.create(
            request=request, relation="家里人", name="周大壮", phone="13900139000", phone_lookup="x"
        )
        ServiceRequest.objects.filter(pk=request.pk).update(state="closed", closed_at=NOON)
        assert OutboxMessage.objects.exists()
        clock.shift(timedelta(days=730))
        purge()
        request.refresh_from_db()
        assert {event.text for event in request.events.exclude(kind="anonymised")} == {""}
        assert request.events.get(kind="anonymised").text == "过了保存期限"
        by = request.representative
        assert (by.name, by.phone, by.relation, by.phone_lookup) == ("", "", "", "")
        assert not OutboxMessage.objects.exists()
        assert not Draft.objects.exists()
        assert (request.service_title, request.line_name) == ("办证帮忙", "办证")
        assert (request.state, request.closed_at, request.submitted_at) == ("closed", NOON, NOON)
        call_command("verify_log")

    def test_what_is_open_or_was_reopened_stays(self, clock):
        make_request(state="in_progress", submitted_at=NOON - timedelta(days=4000))
        make_request(state="reopened", submitted_at=NOON - timedelta(days=4000))
        assert counts() == NOTHING

    def test_nobody_finds_or_writes_to_it_afterwards(self, client, clock):
        request = closed(731)
        purge()
        for last_four in ("", "8000"):
            asked = {"reference": request.reference, "last_four": last_four}
            assert post(client, "/apply/status/", asked).status_code == 404
        with pytest.raises(handling.NotAllowed):
            handling.change_state(request.pk, staff(user_in("主管")), 1, ("reopen", ""))
        with pytest.raises(handling.NotAllowed):
            handling.add_note(request.pk, staff(user_in("主管", "乙")), 1, "又来电话了")


@pytest.mark.django_db
class TestSpam:
    def test_goes_whole_after_thirty_days_and_leaves_the_end_of_its_log(self, client, clock):
        request = send(client, make_service(), website="machine")
        assert request.state == "spam"
        clock.shift(timedelta(days=30) - timedelta(seconds=1))
        assert purge()["spam"] == 0
        clock.shift(timedelta(seconds=1))
        assert purge()["spam"] == 1
        assert not ServiceRequest.objects.exists()
        assert not RequestEvent.objects.exists()
        log = RequestLog.objects.get(pk=request.pk)
        assert (log.length, log.purged_for, log.purged_at) == (1, "spam", timezone.now())
        call_command("verify_log")

    def test_counts_from_when_it_was_marked(self, clock):
        make_request(state="spam", submitted_at=NOON - timedelta(days=99), closed_at=NOON)
        assert counts()["spam"] == 0


def purge_and_commit(capture):
    with capture(execute=True):
        return purge()


@pytest.mark.django_db
class TestPapers:
    def test_photos_of_identity_papers_go_after_ninety_days_and_other_papers_stay(
        self, clock, django_capture_on_commit_callbacks
    ):
        request = closed(0)
        photo, contract = make_paper(request, kind="identity"), make_paper(request)
        clock.shift(timedelta(days=90) - timedelta(seconds=1))
        assert purge() == NOTHING
        clock.shift(timedelta(seconds=1))
        done = purge_and_commit(django_capture_on_commit_callbacks)
        assert done == NOTHING | {"id_photos": 1}
        assert (store.is_there(photo.stored_as), store.is_there(contract.stored_as)) == (0, 1)
        assert request.events.get(kind="purged").text == "身份证照片 1 份"
        assert purge() == NOTHING
        call_command("verify_log")

    def test_all_papers_go_with_the_identity_and_with_spam(
        self, clock, django_capture_on_commit_callbacks
    ):
        papers = [make_paper(closed(731)), make_paper(make_request(state="spam"))]
        clock.shift(timedelta(days=31))
        purge_and_commit(django_capture_on_commit_callbacks)
        assert not any(store.is_there(paper.stored_as) for paper in papers)
        assert [paper.name for paper in Attachment.objects.all()] == [""]

    def test_a_hold_keeps_the_photos(self, clock):
        make_paper(closed(91, held_at=NOON), kind="identity")
        assert purge() == NOTHING


@pytest.mark.django_db
class TestPeriods:
    def test_editors_set_them_for_all_services(self, clock):
        request = closed(100)
        shorten(identity_days=101)
        assert not past_identity().exists()
        shorten(identity_days=100)
        assert past_identity().get() == request

    def test_a_service_has_its_own_where_it_says_so(self, clock):
        long, plain = make_service("long"), make_service("plain")
        RetentionRule.objects.create(
            settings=RetentionSettings.load(), service=long, identity_days=3000
        )
        closed(2999, service=long)
        expired = {closed(3000, service=long), closed(730, service=plain), closed(730)}
        assert set(past_identity()) == expired
        make_request(service=long, state="spam", submitted_at=NOON - timedelta(days=30))
        assert past_spam().count() == 1

    def test_a_draft_goes_after_its_hours(self, client, clock):
        shorten(draft_hours=5)
        check(client, make_service())
        assert Draft.objects.get().expires_at == NOON + timedelta(hours=5)


@pytest.mark.django_db
class TestHold:
    def test_stops_everything_until_it_is_lifted(self, clock):
        supervisor = staff(user_in("主管"))
        kept, spam = closed(731), make_request(state="spam", closed_at=NOON - timedelta(days=31))
        for request in (kept, spam):
            legal_hold.hold(request.pk, supervisor, 1, "法院要")
        assert purge() == NOTHING
        for request in (kept, spam):
            legal_hold.release(request.pk, supervisor, 2, "结案了")
        assert purge() == NOTHING | {"spam": 1, "identity": 1}

    def test_a_hold_that_comes_while_purging_is_respected(self, clock, monkeypatch):
        request, supervisor = closed(731), staff(user_in("主管"))

        def held_meanwhile(due, limit):
            found = [each.pk for each in due]
            if found:
                legal_hold.hold(request.pk, supervisor, 1, "法院要")
            return [found]

        monkeypatch.setattr(purge_requests, "batches", held_meanwhile)
        assert purge()["identity"] == 0
        request.refresh_from_db()
        assert request.name == "周小麦"


@pytest.mark.django_db
def test_the_command_counts_without_touching_and_then_purges(clock, capsys):
    closed(731)
    make_request(state="spam", closed_at=NOON - timedelta(days=31))
    call_command("purge_requests", "--dry-run")
    assert "要删 1 件垃圾，去掉 1 件的身份，" in capsys.readouterr().out
    assert counts() == NOTHING | {"spam": 1, "identity": 1}
    call_command("purge_requests")
    assert "删掉了 1 件垃圾，去掉了 1 件的身份，" in capsys.readouterr().out
    assert counts() == NOTHING


def many(number: int, closed_at, **kwargs):
    """Closed requests with words in their logs and notices about them."""
    made = ServiceRequest.objects.bulk_create(
        ServiceRequest(
            reference=new_reference(),
            service_title="办证帮忙",
            submitted_at=closed_at,
            closed_at=closed_at,
            due_on=date(2026, 12, 1),
            name=seal("周小麦"),
            phone=seal("13800138000"),
            answers=seal_json(["宿舍证明"]),
            phone_lookup=lookup_digest("13800138000"),
            consent_version="2026-11",
            consent_text="我同意",
            consented_at=closed_at,
            **{"state": "closed"} | kwargs,
        )
        for _ in range(number)
    )
    RequestEvent.objects.bulk_create(
        RequestEvent(request=request, kind="note", at=closed_at, text="备注") for request in made
    )
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            channel="staff",
            payload={"event": "submitted", "reference": request.reference},
            created_at=closed_at,
        )
        for request in made
    )
    return {request.pk for request in made}


def test_a_purge_that_is_killed_again_and_again_leaves_nothing_and_takes_nothing_early(
    committed, record_property
):
    number, kills = count("requests past their time"), count("kills while purging")
    now = timezone.now()
    expired = many(number, now - timedelta(days=731))
    spam = many(number // 5, now - timedelta(days=31), state="spam")
    early = many(number // 5, now - timedelta(days=729))
    early |= many(number // 5, now - timedelta(days=29), state="spam")
    early |= many(number // 5, now - timedelta(days=4000), held_at=now)
    each_takes = 8  # steps: at least so many changes of rows, and a commit
    steps = (len(expired) + len(spam)) * each_takes // (kills + 1)
    killed = [killed_after(steps, purge) for _ in range(kills)]
    assert all(killed)
    half_way = counts()
    assert 0 < sum(half_way.values()) < len(expired) + len(spam)
    purge()
    assert counts() == NOTHING
    assert not ServiceRequest.objects.filter(pk__in=spam).exists()
    left = ServiceRequest.objects.filter(pk__in=expired)
    assert {(r.name, r.phone, str(r.answers), r.phone_lookup) for r in left} == {("", "", "[]", "")}
    words = RequestEvent.objects.exclude(kind="anonymised")
    assert {event.text for event in words.filter(request__in=left)} == {""}
    untouched = ServiceRequest.objects.filter(pk__in=early)
    assert {(r.name, r.phone) for r in untouched} == {("周小麦", "13800138000")}
    assert untouched.count() == words.filter(request__in=untouched).count() == len(early)
    assert OutboxMessage.objects.count() == len(early)
    call_command("verify_log")
    tried = f"{len(expired) + len(spam)} expired, {len(early)} not, killed {kills} times"
    record_property("tried", tried)
