"""What has passed its time goes by itself, and nothing goes early."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command

from service_requests.models import (
    Draft,
    RequestExport,
    RetentionSettings,
    ServiceRequest,
    StatusTries,
)
from service_requests.purge import purge_expired
from tests.factories_requests import at, check, confirm, make_service, post, send, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(at(2026, 11, 23, 9), tick=False) as traveller:
        yield traveller


@pytest.fixture
def service():
    return make_service()


@pytest.mark.both_databases
def test_a_draft_goes_after_a_day_and_not_before(client, service, clock):
    check(client, service)
    clock.shift(timedelta(hours=23, minutes=59))
    purge_expired()
    assert Draft.objects.count() == 1
    clock.shift(timedelta(minutes=1))
    purge_expired()
    assert not Draft.objects.exists()


def test_the_key_of_a_sent_draft_goes_and_its_request_stays(client, service, clock):
    token = token_in(check(client, service))
    confirm(client, service, token)
    clock.shift(timedelta(hours=24))
    purge_expired()
    assert not Draft.objects.exists()
    assert confirm(client, service, token).status_code == 410
    assert ServiceRequest.objects.count() == 1


def test_the_key_of_a_sent_draft_stops_a_second_request_until_then(client, service, clock):
    token = token_in(check(client, service))
    receipt = confirm(client, service, token)["Location"]
    clock.shift(timedelta(hours=23))
    purge_expired()
    assert confirm(client, service, token)["Location"] == receipt
    assert ServiceRequest.objects.count() == 1


def test_tries_go_after_an_hour_and_not_before(client, service, clock):
    request = send(client, service)
    asked = {"reference": request.reference, "last_four": "0000"}
    for _ in range(10):
        post(client, "/apply/status/", asked)
    clock.shift(timedelta(minutes=59))
    purge_expired()
    assert post(client, "/apply/status/", asked).status_code == 429
    clock.shift(timedelta(minutes=1))
    purge_expired()
    assert not StatusTries.objects.exists()


def test_records_of_exports_go_after_two_years_or_as_it_is_set(clock):
    given = {"reason": "年度汇报", "scope": "", "columns": [], "format": "csv", "count": 1}
    RequestExport.objects.create(actor_name="王主管", at=at(2026, 11, 23, 9), **given)
    clock.shift(timedelta(days=729))
    purge_expired()
    assert RequestExport.objects.exists()
    kept = RetentionSettings.load()
    kept.export_days = 729
    kept.save()
    assert purge_expired()["exports"] == 1


def test_the_command_purges_and_says_how_many(client, service, clock, capsys):
    check(client, service)
    clock.shift(timedelta(hours=25))
    call_command("purge_drafts")
    assert "1 份草稿" in capsys.readouterr().out
    assert not Draft.objects.exists()
