"""窗口代录: a request filed for a visitor, by the rules of the public form."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from service_requests.models import ServiceRequest
from tests.factories_requests import (
    ID_NUMBER,
    STORY,
    VALID_ID,
    make_service,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    typed,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


class Window:
    def __init__(self, station, service):
        self.user, self.station, self.client = user_in("办理员"), station, Client()
        post_to(self.user, station)
        self.client.force_login(self.user)
        self.url = f"/admin/requests/window/{service.pk}/"

    def key(self) -> str:
        html = self.client.get(self.url).content.decode()
        return re.search(r'name="key" value="([^"]+)"', html)[1]

    def file(self, key=None, **changes):
        given = {"station": str(self.station.pk), "key": key or self.key(), "mine": "yes"}
        data = typed(**given | changes)
        return self.client.post(
            self.url,
            urlencode(data, doseq=True),
            content_type="application/x-www-form-urlencoded",
            follow=True,
        )


@pytest.fixture
def window():
    return Window(make_station("前山服务站"), make_service())


def test_a_service_is_chosen_and_its_form_stands_there_with_ones_own_station(window):
    services = window.client.get("/admin/requests/window/").content.decode()
    assert f'<a href="{window.url}">办证帮忙</a>' in services
    html = window.client.get(window.url).content.decode()
    assert "是什么事" in html
    assert "来人当面同意了再勾" in html
    assert f'<option value="{window.station.pk}" selected>' in html


def test_it_is_filed_taken_and_its_slip_is_at_hand(window):
    html = window.file().content.decode()
    request = ServiceRequest.objects.get()
    assert (request.source, request.state) == ("window", "assigned")
    assert (request.assignee, request.station_id) == (window.user, window.station.pk)
    assert (request.name, request.phone) == ("周小麦", "13800138000")
    assert request.consent_text
    assert "窗口代录" in html
    event = request.events.get(kind="submitted")
    assert (event.actor, event.actor_name) == (window.user, "办理员")
    slip = re.search(r'href="([^"]*/receipt/[^"]+)"', html)[1]
    assert request.reference in window.client.get(slip).content.decode()


def test_one_may_file_it_without_taking_it(window):
    window.file(mine=None)
    request = ServiceRequest.objects.get()
    assert (request.state, request.assignee) == ("submitted", None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consent": None}, "要先勾选同意"),
        ({"phone": "123"}, "手机号要 11 位"),
        ({STORY: ""}, "还没写"),
        ({ID_NUMBER: VALID_ID}, "要单独勾选"),
    ],
)
def test_the_rules_are_those_of_the_public_form_and_nothing_typed_is_lost(window, changes, words):
    html = window.file(**changes).content.decode()
    assert words in html
    assert 'value="周小麦"' in html
    assert not ServiceRequest.objects.exists()


def test_what_was_typed_is_never_markup(window):
    html = window.file(name="<script>alert(1)</script>", consent=None).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_form_sent_twice_makes_one_request(window):
    key = window.key()
    window.file(key)
    window.file(key)
    assert ServiceRequest.objects.count() == 1


def test_many_visitors_with_one_phone_are_no_spam(window):
    for _ in range(6):
        window.file()
    assert not ServiceRequest.objects.filter(state="spam").exists()
