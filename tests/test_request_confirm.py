"""Sending: once, whole, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from export.build import Build
from pages.form_facts import form_fields
from service_requests.answers import check_values
from service_requests.models import Draft, OutboxMessage, RequestEvent, ServiceRequest
from service_requests.states import State
from service_requests.submission import DraftGone, prepare, submit
from tests.factories_requests import (
    STORY,
    at,
    check,
    confirm,
    make_service,
    make_station,
    post,
    send,
    token_in,
)
from tests.proofs.counts import count

MONDAY = at(2026, 11, 23, 19, 42)


@pytest.mark.django_db
class TestConfirming:
    def test_writes_the_request_its_event_and_a_notice(self, client):
        service, station = make_service(days_to_answer=5), make_station()
        with time_machine.travel(MONDAY, tick=False):
            request = send(client, service, station=str(station.pk))
        assert request.state == State.SUBMITTED
        assert request.service == service
        assert (request.service_title, request.line_name) == ("办证帮忙", "办证")
        assert (request.station, request.station_name) == (station, "前山服务站")
        assert request.submitted_at == request.consented_at == MONDAY
        assert request.due_on == date(2026, 11, 30)
        assert request.consent_version == "2026-11"
        assert request.answers[0] == {
            "key": STORY,
            "label": "是什么事",
            "type": "long_text",
            "value": "电子厂住宿舍，\n不知道找谁开证明",
        }
        assert [event.kind for event in request.events.all()] == ["submitted"]
        notice = OutboxMessage.objects.get()
        assert notice.payload == {"event": "submitted", "reference": request.reference}
        assert notice.planned_at is None

    def test_again_leads_to_the_same_receipt(self, client):
        service = make_service()
        token = token_in(check(client, service))
        first, second = confirm(client, service, token), confirm(client, service, token)
        assert first["Location"] == second["Location"]
        assert ServiceRequest.objects.count() == 1
        assert RequestEvent.objects.count() == 1
        assert OutboxMessage.objects.count() == 1

    def test_two_that_both_found_the_draft_unsent_write_one_request(self, client):
        service, draft = self.draft_of(client)
        both = [self.prepared(service, draft) for _ in range(2)]
        first, second = (submit(draft.pk, prepared) for prepared in both)
        assert first == second
        assert ServiceRequest.objects.count() == 1

    def test_a_draft_replaced_at_the_last_moment_writes_nothing(self, client):
        service, draft = self.draft_of(client)
        prepared, gone = self.prepared(service, draft), draft.pk
        draft.delete()
        with pytest.raises(DraftGone):
            submit(gone, prepared)
        assert not ServiceRequest.objects.exists()

    def draft_of(self, client):
        service = make_service()
        check(client, service)
        return service, Draft.objects.get()

    def prepared(self, service, draft):
        checked = check_values(form_fields(service, Build()), draft.answers["values"])
        return prepare(service, draft, checked, {})

    def test_going_back_after_sending_shows_the_receipt(self, client):
        service = make_service()
        token = token_in(check(client, service))
        receipt = confirm(client, service, token)["Location"]
        edit = post(client, f"/apply/{service.slug}/edit/", {"token": token})
        assert (edit.status_code, edit["Location"]) == (303, receipt)

    def test_the_draft_gives_up_its_answers(self, client):
        send(client, make_service())
        assert Draft.objects.get().answers == {}

    def test_checks_again_what_the_form_asks_now(self, client):
        service = make_service()
        token = token_in(check(client, service))
        service.form_fields[0].value["label"] = "出了什么事"
        service.form_fields.append(
            ("text", {"label": "厂名", "help_text": "", "required": True}),
        )
        service.save_revision().publish()
        response = confirm(client, service, token)
        assert response.status_code == 422
        assert "“厂名”还没填" in response.content.decode()
        assert "不知道找谁开证明" in response.content.decode()
        assert not ServiceRequest.objects.exists()

    def test_a_service_closed_meanwhile_takes_nothing(self, client):
        service = make_service()
        token = token_in(check(client, service))
        service.open_for_requests = False
        service.save()
        assert confirm(client, service, token).status_code == 410
        assert not ServiceRequest.objects.exists()

    def test_after_two_hours_it_can_be_looked_at_but_not_sent(self, client):
        service = make_service()
        with time_machine.travel(MONDAY, tick=False) as clock:
            token = token_in(check(client, service))
            clock.shift(timedelta(hours=2, seconds=1))
            response = confirm(client, service, token)
            assert response.status_code == 410
            assert "你写的内容还在" in response.content.decode()
            assert not ServiceRequest.objects.exists()
            again = post(client, f"/apply/{service.slug}/edit/", {"token": token_in(response)})
        assert "不知道找谁开证明" in again.content.decode()

    def test_after_a_day_the_draft_is_gone(self, client):
        service = make_service()
        with time_machine.travel(MONDAY, tick=False) as clock:
            token = token_in(check(client, service))
            clock.shift(timedelta(hours=24))
            response = confirm(client, service, token)
            assert response.status_code == 410
            assert "回到表格" in response.content.decode()
            assert "你写的内容还在" not in response.content.decode()

    def test_an_old_token_of_something_sent_still_shows_its_receipt(self, client):
        service = make_service()
        with time_machine.travel(MONDAY, tick=False) as clock:
            token = token_in(check(client, service))
            receipt = confirm(client, service, token)["Location"]
            clock.shift(timedelta(hours=3))
            assert confirm(client, service, token)["Location"] == receipt

    def test_machines_notify_nobody(self, client):
        send(client, make_service(), website="x")
        assert not OutboxMessage.objects.exists()

    def test_no_column_could_hold_an_address_or_a_browser(self):
        columns = {field.name for field in ServiceRequest._meta.fields}
        assert not columns & {"ip", "ip_address", "remote_addr", "user_agent", "browser"}


@pytest.mark.both_databases
def test_eight_at_once_make_one_request(committed, settings, record_property):
    service = make_service()
    keys = count("keys pressed eight times")
    settings.REQUESTS_PER_HOUR = 2 * keys  # all from one phone, which would look like a machine's
    tokens = [token_in(check(Client(), service)) for _ in range(keys)]

    def press(token):
        try:
            return confirm(Client(), service, token)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(press, [token for token in tokens for _ in range(8)]))
    each = [set(receipts[n : n + 8]) for n in range(0, 8 * keys, 8)]
    assert {len(of_one_key) for of_one_key in each} == {1}
    assert len(set(receipts)) == keys
    assert ServiceRequest.objects.count() == OutboxMessage.objects.count() == keys
    record_property("tried", f"{keys} keys x 8: {keys} rows")
