"""A request stays when the pages it came from go, and never becomes content itself."""

import pytest
from django.test import Client
from wagtail.models import ReferenceIndex
from wagtail.search.index import class_is_indexed
from wagtail.snippets.models import get_snippet_models

from service_requests.models import Draft, RequestEvent, ServiceRequest
from service_requests.receipts import receipt_url
from tests.factories_requests import (
    check,
    confirm,
    make_service,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    send,
    token_in,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


def test_deleting_service_line_and_station_keeps_the_request_and_their_names(client):
    service, station = make_service(), make_station()
    request = send(client, service, station=str(station.pk))
    service.line.delete()
    service.delete()
    station.delete()
    request.refresh_from_db()
    assert (request.service, request.line, request.station) == (None, None, None)
    assert request.service_title == "办证帮忙"
    assert request.line_name == "办证"
    assert request.station_name == "前山服务站"
    assert client.get(receipt_url(request.reference)).status_code == 200


def test_staff_still_read_it(client):
    service = make_service()
    request = send(client, service)
    service.delete()
    staff = Client()
    staff.force_login(user_in("办理员"))
    assert "周小麦" in staff.get(f"/admin/requests/{request.pk}/").content.decode()


def test_deleting_a_person_of_staff_keeps_what_they_did(client):
    request, worker = send(client, make_service()), user_in("办理员", "老王")
    staff = Client()
    staff.force_login(worker)
    staff.post(f"/admin/requests/{request.pk}/take/", {"version": "1"})
    worker.delete()
    event = request.events.get(kind="taken")
    assert (event.actor_id is not None, event.actor_name) == (True, "老王")


def test_a_draft_of_a_deleted_service_cannot_be_sent(client):
    service = make_service()
    token = token_in(check(client, service))
    service.delete()
    assert confirm(client, service, token).status_code == 404
    assert not ServiceRequest.objects.exists()


def test_requests_are_in_no_index_and_no_snippet():
    for model in (ServiceRequest, RequestEvent, Draft):
        assert not class_is_indexed(model)
        assert model not in get_snippet_models()
        assert not ReferenceIndex.is_indexed(model)
        assert not ReferenceIndex.model_is_indexable(model)


def test_the_api_does_not_know_them(client):
    request = send(client, make_service())
    listing = client.get("/api/v2/pages/").content.decode()
    assert request.reference not in listing
    assert client.get("/api/v2/requests/").status_code == 404
