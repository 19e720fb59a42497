"""Several requests at once: each row for itself; what was left alone is told with its reason."""

import re

import pytest
from django.test import Client

from tests.factories_requests import (
    make_request,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    station_here,  # noqa: F401 - a fixture
    user_in,
    worker_here,  # noqa: F401 - a fixture
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


@pytest.fixture
def client(worker):
    logged_in = Client()
    logged_in.force_login(worker)
    return logged_in


def bulk(client, *requests, **data):
    chosen = [f"{request.pk}-{request.version}" for request in requests]
    return client.post("/admin/requests/bulk/", {"chosen": chosen} | data)


def told(response) -> str:
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return re.sub(r"\s+", " ", text)


def test_the_list_offers_a_box_per_row_that_names_the_version_seen(client, here):
    request = make_request(station=here)
    html = client.get("/admin/requests/").content.decode()
    assert f'name="chosen" value="{request.pk}-1" aria-label="选 {request.reference}"' in html
    assert "勾上的一起办" in html


def test_what_was_chosen_is_shown_before_anything_happens(client, here):
    one, two = make_request(station=here), make_request(station=here)
    html = bulk(client, one, two).content.decode()
    assert "勾上的 2 件" in html
    assert one.reference in html
    one.refresh_from_db()
    assert one.version == 1


def test_several_are_assigned_and_what_cannot_be_is_left_and_told(client, here):
    colleague = user_in("办理员", "同事")
    post_to(colleague, here)
    new = make_request(station=here)
    stale = make_request(station=here)
    taken = make_request(station=here, assignee=user_in("办理员", "别人"), state="in_progress")
    elsewhere = make_request(station=make_station("香洲服务站"))
    type(stale).objects.filter(pk=stale.pk).update(version=2)
    response = bulk(client, new, stale, taken, elsewhere, do="assign", colleague=colleague.pk)
    words = told(response)
    assert "办了 1 件，没办 2 件" in words
    assert f"{new.reference} 办证帮忙：办了" in words
    assert f"{stale.reference} 办证帮忙：没办，在你写的时候，别人改过这件诉求" in words
    assert f"{taken.reference} 办证帮忙：没办，现在不能“改派”" in words
    assert elsewhere.reference not in words
    for request, assignee in ((new, colleague), (stale, None), (elsewhere, None)):
        request.refresh_from_db()
        assert request.assignee == assignee
    assert new.events.filter(kind="assigned").exists()


def test_several_are_closed_with_an_outcome(client, here):
    told_already = make_request(station=here, state="answered")
    not_told = make_request(station=here, state="in_progress")
    response = bulk(client, told_already, not_told, do="close", outcome="done")
    assert "办了 1 件，没办 1 件" in told(response)
    assert "还没有答复过申请人" in told(response)
    told_already.refresh_from_db()
    assert (told_already.state, told_already.outcome) == ("closed", "done")


def test_without_an_outcome_nothing_is_closed_and_the_words_stay(client, here):
    request = make_request(station=here, state="answered")
    response = bulk(client, request, do="close", words="办好了")
    assert response.status_code == 422
    assert "选一个结果" in response.content.decode()
    assert "办好了</textarea>" in response.content.decode()
    request.refresh_from_db()
    assert request.state == "answered"


@pytest.mark.parametrize("chosen", [[], ["x"], ["1-"], ["9" * 30 + "-1"]])
def test_nothing_sensible_chosen_leads_back_to_the_list(client, chosen):
    response = client.post("/admin/requests/bulk/", {"chosen": chosen, "do": "close"}, follow=True)
    assert "先勾上要一起办的几件" in response.content.decode()
