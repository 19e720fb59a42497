"""Services may be called like a route; their forms work all the same."""

import pytest

from tests.factories_requests import check, confirm, make_service, post, send, token_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "slug", ["status", "receipt", "resume", "check", "edit", "save", "confirm"]
)
def test_a_form_is_sent_whatever_its_service_is_called(client, slug):
    service = make_service(slug=slug)
    token = token_in(check(client, service))
    again = post(client, f"/apply/{slug}/edit/", {"token": token})
    assert "不知道找谁开证明" in again.content.decode()
    assert confirm(client, service, token).status_code == 303


@pytest.mark.parametrize("slug", ["status", "receipt"])
def test_the_receipt_and_the_status_stay_where_they_are(client, slug):
    service = make_service(slug=slug)
    request = send(client, service)
    receipt = confirm(client, service, token_in(check(client, service)))["Location"]
    assert "收到了" in client.get(receipt).content.decode()
    asked = {"reference": request.reference, "last_four": "8000"}
    assert "已送到" in post(client, "/apply/status/", asked).content.decode()
