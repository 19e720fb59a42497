"""A stolen database gives nobody away."""

import pytest
from django.core.exceptions import FieldError
from django.test import Client

from service_requests import handling
from service_requests.access import staff
from service_requests.encryption import Unreadable, lookup_digest, seal, unseal
from service_requests.models import ServiceRequest
from tests.databases import stored_bytes
from tests.factories_requests import (
    ID_NUMBER,
    STORY,
    VALID_ID,
    check,
    make_request,
    make_service,
    plain_static,  # noqa: F401 - a fixture
    send,
    user_in,
)

SECRETS = ["标记姓名", "13912345678", "标记事情", VALID_ID, "标记备注", "标记回复", "标记原因"]


@pytest.mark.both_databases
@pytest.mark.django_db
def test_no_name_phone_answer_or_word_is_stored_in_the_clear(client):
    service = make_service()
    marked = {
        "name": "标记姓名",
        "phone": "13912345678",
        STORY: "标记事情",
        ID_NUMBER: VALID_ID,
        "id_consent": "yes",
    }
    check(client, service, **marked)
    request = send(client, service, **marked)
    worker = staff(user_in("办理员"))
    handling.take(request.pk, worker, 1)
    handling.add_note(request.pk, worker, 2, "标记备注")
    handling.reply(request.pk, worker, 3, "标记回复")
    handling.change_state(request.pk, worker, 4, ("reject", "标记原因"))
    raw = stored_bytes()
    assert request.reference in raw
    for secret in SECRETS:
        assert secret not in raw
        assert secret.encode().hex() not in raw
    assert [event.text for event in request.events.all()][2:] == [
        "标记备注",
        "标记回复",
        "标记原因",
    ]


@pytest.mark.django_db
def test_a_phone_is_found_by_a_digest_that_needs_its_own_key(settings):
    request = make_request(phone="13912345678")
    digest = lookup_digest("13912345678")
    assert ServiceRequest.objects.get(phone_lookup=digest) == request
    settings.LOOKUP_KEY = "another key"
    assert lookup_digest("13912345678") != digest


@pytest.mark.django_db
def test_filtering_by_an_encrypted_field_is_an_error():
    with pytest.raises(FieldError):
        ServiceRequest.objects.filter(phone="13912345678")


@pytest.mark.django_db
def test_without_the_key_nothing_can_be_read(settings):
    make_request()
    settings.REQUEST_KEYS = ["a thief's guess"]
    with pytest.raises(Unreadable):
        ServiceRequest.objects.get()


@pytest.mark.django_db
@pytest.mark.usefixtures("plain_static")
def test_without_the_key_staff_read_why_and_the_list_still_works(settings):
    request = make_request()
    client = Client()
    client.force_login(user_in("主管"))
    settings.REQUEST_KEYS = ["lost"]
    response = client.get(f"/admin/requests/{request.pk}/", follow=True)
    assert "密钥不在了" in response.content.decode()
    assert request.reference in response.content.decode()


def test_a_new_first_key_seals_and_the_old_one_still_opens(settings):
    settings.REQUEST_KEYS = ["old"]
    sealed = seal("旧的")
    settings.REQUEST_KEYS = ["new", "old"]
    assert unseal(sealed) == "旧的"
    newer = seal("新的")
    settings.REQUEST_KEYS = ["old"]
    with pytest.raises(Unreadable):
        unseal(newer)


def test_equal_texts_look_different():
    assert seal("一样") != seal("一样")
