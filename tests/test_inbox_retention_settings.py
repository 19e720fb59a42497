"""How long things are kept is set in one place, by those who were given that right."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from service_requests.models import RetentionRule, RetentionSettings
from tests.factories_requests import (
    administrator,
    make_service,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
ADDRESS = "/admin/settings/service_requests/retentionsettings/"


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(service=None, **changes) -> dict:
    rows = [] if service is None else [{"service": service.pk, "identity_days": "365"}]
    given = {
        "draft_hours": "24",
        "spam_days": "30",
        "id_photo_days": "90",
        "identity_days": "730",
        "sign_up_days": "90",
        "correction_days": "180",
        "export_days": "730",
        "exceptions-TOTAL_FORMS": str(len(rows)),
        "exceptions-INITIAL_FORMS": "0",
        "exceptions-MIN_NUM_FORMS": "0",
        "exceptions-MAX_NUM_FORMS": "1000",
    }
    for number, row in enumerate(rows):
        given |= {f"exceptions-{number}-{name}": value for name, value in row.items()}
    return given | changes


def test_periods_and_exceptions_are_saved():
    client, service = as_(administrator()), make_service()
    page = client.get(ADDRESS, follow=True)
    assert "保存期限" in page.content.decode()
    client.post(page.request["PATH_INFO"], form(service, identity_days="400"))
    assert RetentionSettings.load().identity_days == 400
    assert RetentionRule.objects.get(service=service).identity_days == 365


@pytest.mark.parametrize("days", ["0", "-1", "", "x"])
def test_a_period_that_would_purge_everything_at_once_is_refused(days):
    client = as_(administrator())
    page = client.get(ADDRESS, follow=True)
    answer = client.post(page.request["PATH_INFO"], form(identity_days=days))
    assert answer.status_code == 200
    assert RetentionSettings.load().identity_days == 730


def test_nobody_else_reaches_them_without_the_right():
    supervisor = user_in("主管")
    assert as_(supervisor).get(ADDRESS, follow=True).redirect_chain[-1][0] == "/admin/"
    supervisor.user_permissions.add(Permission.objects.get(codename="change_retentionsettings"))
    assert "保存期限" in as_(supervisor).get(ADDRESS, follow=True).content.decode()
