"""The paper slip again, from the request's page, for as long as there is a person to hand it to."""

import pytest
import time_machine
from django.test import Client

from tests.factories_requests import (
    at,
    make_request,
    make_service,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


@pytest.fixture
def client():
    logged_in = Client()
    logged_in.force_login(user_in("办理员"))
    return logged_in


def test_it_is_printed_again_months_later_and_that_is_written_down(client):
    request = make_request(make_service(), submitted_at=at(2026, 3, 1, 9))
    with time_machine.travel(at(2026, 11, 25, 9), tick=False):
        slip = client.get(f"/admin/requests/{request.pk}/slip/")
        assert request.events.filter(kind="read").count() == 1
        page = client.get(f"/admin/requests/{request.pk}/").content.decode()
        assert f'href="/admin/requests/{request.pk}/slip/"' in page
    html = slip.content.decode()
    for shown in (request.reference, "周小麦", "138****8000", "3月1日 09:00"):
        assert shown in html
    assert "13800138000" not in html
    assert "no-store" in slip["Cache-Control"]


def test_nobody_prints_what_they_may_not_read(client):
    gone = make_request(state="closed", anonymised_at=at(2026, 11, 1))
    for request in (make_request(confidential=True), gone):
        page = client.get(f"/admin/requests/{request.pk}/").content.decode()
        assert "/slip/" not in page
        assert client.get(f"/admin/requests/{request.pk}/slip/").status_code == 404
