"""A new key takes over everything that is sealed, whatever happens on the way."""

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from service_requests import rotation
from service_requests.encryption import Unreadable, is_current, lookup_digest, seal
from service_requests.fields import (
    ciphertext,
    encrypted_fields,
    models_with,
    seal_json,
)
from service_requests.models import Representative, RequestEvent, ServiceRequest
from service_requests.references import new_reference
from tests.factories_requests import check, make_request, make_service, send
from tests.killing import killed_after
from tests.proofs.counts import count


@pytest.fixture(autouse=True)
def old_key(settings):
    settings.REQUEST_KEYS = ["the old key"]


def with_a_new_key(settings):
    settings.REQUEST_KEYS = ["the new key", "the old key"]


def silently(*_progress):
    pass


def rotate():
    rotation.reseal_everything(silently)


def everything_sealed() -> dict:
    """{(model, key, field): plain value}"""
    return {
        (model.__name__, row.pk, field.name): getattr(row, field.name)
        for model in models_with(encrypted_fields)
        for row in model._base_manager.all()
        for field in encrypted_fields(model)
    }


def many_requests(number: int):
    now = timezone.now()
    made = ServiceRequest.objects.bulk_create(
        ServiceRequest(
            reference=new_reference(),
            service_title="办证帮忙",
            submitted_at=now,
            due_on=date(2026, 12, 1),
            name=seal(f"周小麦{n}"),
            phone=seal(f"138{n:08}"),
            answers=seal_json([{"key": "f", "label": "事", "type": "text", "value": f"第 {n} 件"}]),
            phone_lookup=lookup_digest(f"138{n:08}"),
            consent_version="2026-11",
            consent_text="我同意",
            consented_at=now,
        )
        for n in range(number)
    )
    RequestEvent.objects.bulk_create(
        RequestEvent(request=request, kind="note", at=now, text=f"备注 {request.reference}")
        for request in made
    )


@pytest.mark.django_db
def test_after_rotating_the_new_key_alone_reads_everything(client, settings, capsys):
    service = make_service()
    send(client, service)
    check(client, service)
    Representative.objects.create(
        request=make_request(), relation="家里人", name="周大壮", phone="13900139000"
    )
    plain = everything_sealed()
    with_a_new_key(settings)
    call_command("rotate_keys")
    assert "后面的密钥可以去掉了" in capsys.readouterr().out
    settings.REQUEST_KEYS = ["the new key"]
    assert everything_sealed() == plain
    call_command("verify_log")


def test_fields_are_found_in_the_models_and_not_in_a_list():
    found = {
        f"{model.__name__}.{field.name}"
        for model in models_with(encrypted_fields)
        for field in encrypted_fields(model)
    }
    requests = {"ServiceRequest.name", "ServiceRequest.phone", "ServiceRequest.answers"}
    assert requests | {"RequestEvent.text", "Draft.answers", "Representative.phone"} <= found


@pytest.mark.django_db
def test_check_says_whether_an_old_key_is_needed_and_changes_nothing(settings, capsys):
    make_request()
    with_a_new_key(settings)
    with pytest.raises(SystemExit):
        call_command("rotate_keys", "--check")
    said = capsys.readouterr().out
    assert "ServiceRequest.phone：还有 1 个" in said
    assert "旧的密钥还不能去掉" in said
    settings.REQUEST_KEYS = ["the old key"]
    assert ServiceRequest.objects.get().phone == "13800138000"
    with_a_new_key(settings)
    call_command("rotate_keys")
    call_command("rotate_keys", "--check")


@pytest.mark.django_db
def test_what_staff_write_meanwhile_is_not_overwritten(settings, monkeypatch):
    request = make_request()
    with_a_new_key(settings)
    exchange = rotation.exchange

    def after_somebody_wrote(model, changes):
        if model is ServiceRequest and ServiceRequest.objects.get().name == "周小麦":
            settings.REQUEST_KEYS = ["the old key"]  # by a server that wasn't started anew
            ServiceRequest.objects.filter(pk=request.pk).update(name="周大麦")
            with_a_new_key(settings)
        exchange(model, changes)

    monkeypatch.setattr(rotation, "exchange", after_somebody_wrote)
    rotate()
    settings.REQUEST_KEYS = ["the new key"]
    request.refresh_from_db()
    assert (request.name, request.phone) == ("周大麦", "13800138000")


@pytest.mark.django_db
def test_a_value_that_no_key_opens_is_told_and_holds_nothing_up(settings, capsys):
    settings.REQUEST_KEYS = ["a lost key"]
    lost = make_request()
    settings.REQUEST_KEYS = ["the old key"]
    fine = make_request()
    with_a_new_key(settings)
    with pytest.raises(SystemExit):
        call_command("rotate_keys")
    assert "ServiceRequest.phone：还有 1 个" in capsys.readouterr().out
    settings.REQUEST_KEYS = ["the new key"]
    assert ServiceRequest.objects.get(pk=fine.pk).phone == "13800138000"
    with pytest.raises(Unreadable):
        ServiceRequest.objects.get(pk=lost.pk)


@pytest.mark.django_db
def test_a_new_lookup_key_finds_people_again(settings, capsys):
    request = make_request(phone="13912345678")
    gone = make_request(phone="")
    ServiceRequest.objects.filter(pk=gone.pk).update(phone_lookup="")
    settings.LOOKUP_KEY = "a new lookup key"
    find = ServiceRequest.objects.filter
    assert not find(phone_lookup=lookup_digest("13912345678")).exists()
    call_command("rotate_keys", "--lookup")
    assert find(phone_lookup=lookup_digest("13912345678")).get() == request
    assert find(phone_lookup="").get() == gone


def test_a_rotation_that_is_killed_again_and_again_loses_nothing(
    committed, settings, monkeypatch, record_property
):
    number, kills = count("requests sealed anew"), count("kills while keys rotate")
    many_requests(number)
    plain = everything_sealed()
    with_a_new_key(settings)
    monkeypatch.setattr(rotation, "AT_ONCE", max(5, min(100, number // 10)))
    values = number * 4  # name, phone and answers of each, and the words of its event
    killed = [killed_after(values // (kills + 1), rotate) for _ in range(kills)]
    assert all(killed)
    current = [
        is_current(sealed)
        for sealed in ServiceRequest.objects.annotate(raw=ciphertext("phone")).values_list(
            "raw", flat=True
        )
    ]
    assert any(current), "the kills came before anything was done"
    rotate()
    settings.REQUEST_KEYS = ["the new key"]
    assert everything_sealed() == plain
    record_property(
        "tried", f"{number} requests, {len(plain)} values, killed {kills} times: 0 lost"
    )
