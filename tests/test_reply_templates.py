"""常用回复: written by supervisors, filled in with the reference, the service and the station."""

import pytest
from django.test import Client

from service_requests.models import ReplyTemplate
from tests.factories_requests import (
    Desk,
    make_request,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


def save(**data):
    client = Client()
    client.force_login(user_in("主管"))
    return client.post("/admin/reply-templates/new/", data)


def test_a_supervisor_writes_one_and_everybody_uses_it_filled_in():
    assert save(title="收到", text="{编号}（{服务}）收到了，来{服务站}。").status_code == 302
    request = make_request(reference="ACDE3FHJK7", station_name="前山服务站")
    html = Desk("办理员", request).open()
    assert '<option value="ACDE3FHJK7（办证帮忙）收到了，来前山服务站。">收到</option>' in html


@pytest.mark.parametrize("text", ["{手机号}收到了", "{name}", "｛称呼｝你好"])
def test_nothing_about_the_person_can_be_a_placeholder(text):
    html = save(title="收到", text=text).content.decode()
    assert "只能用 {编号} {服务} {服务站}" in html
    assert not ReplyTemplate.objects.exists()
