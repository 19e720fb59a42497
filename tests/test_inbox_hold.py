"""保留: a supervisor holds a request, with a reason; everybody who sees the request sees that."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories_requests import (
    make_request,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def request_in():
    return make_request()


@pytest.fixture
def supervisor():
    return as_(user_in("主管"))


def step(client, request, name, words):
    request.refresh_from_db()
    data = {"version": str(request.version), "words": words}
    return client.post(f"/admin/requests/{request.pk}/{name}/", data)


def page(client, request) -> str:
    return client.get(f"/admin/requests/{request.pk}/").content.decode()


def test_a_hold_shows_with_its_reason_and_can_be_lifted(supervisor, request_in):
    assert "保留这一件" in page(supervisor, request_in)
    assert step(supervisor, request_in, "hold", "法院要看").status_code == 302
    html = page(supervisor, request_in)
    assert "起保留，到期也不清除" in html
    assert "法院要看" in html
    assert "解除保留" in html
    assert step(supervisor, request_in, "release", "结案了").status_code == 302
    assert "保留这一件" in page(supervisor, request_in)
    kinds = request_in.events.order_by("position").values_list("kind", "text")
    assert [each for each in kinds if each[0] in {"held", "released"}] == [
        ("held", "法院要看"),
        ("released", "结案了"),
    ]


def test_without_a_reason_nothing_is_held(supervisor, request_in):
    response = step(supervisor, request_in, "hold", "  ")
    assert response.status_code == 422
    assert "写明为什么" in response.content.decode()
    request_in.refresh_from_db()
    assert request_in.held_at is None


def test_holding_twice_is_refused(supervisor, request_in):
    step(supervisor, request_in, "hold", "法院要看")
    assert step(supervisor, request_in, "hold", "再来一次").status_code == 422
    assert request_in.events.filter(kind="held").count() == 1


@pytest.mark.parametrize(("group", "reason_shown"), [("办理员", True), ("审计员", False)])
def test_others_see_the_hold_and_cannot_change_it(group, reason_shown, supervisor, request_in):
    step(supervisor, request_in, "hold", "法院要看")
    client = as_(user_in(group))
    html = page(client, request_in)
    assert "起保留" in html
    assert ("法院要看" in html) == reason_shown
    assert 'id="hold-words"' not in html
    assert step(client, request_in, "release", "x").status_code == 403


def test_an_anonymised_request_says_so_and_offers_nothing(supervisor, request_in):
    request_in.anonymised_at = timezone.now()
    request_in.save()
    html = page(supervisor, request_in)
    assert "过了保存期限，或者本人要求抹去" in html
    assert "周小麦" not in html
    assert "<textarea" not in html
