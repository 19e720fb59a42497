"""How a request ends: referred, closed with an outcome, joined to another, or spam."""

import pytest
from django.test import Client

from tests.factories_requests import (
    Desk,
    make_request,
    plain_static,  # noqa: F401 - a fixture
    post,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


@pytest.fixture
def request_in():
    return make_request(state="in_progress")


@pytest.fixture
def desk(request_in):
    return Desk("办理员", request_in)


def status_page(request) -> str:
    answers = {"reference": request.reference, "last_four": "8000"}
    return post(Client(), "/apply/status/", answers).content.decode()


def test_a_referral_tells_the_person_where_whom_and_with_what(desk, request_in):
    body = {"name": "香洲区法律援助处", "contact": "12348，找值班律师", "bring": "身份证、合同"}
    assert desk.step("refer", **body).status_code == 302
    assert request_in.state == "referred"
    html = status_page(request_in)
    for words in ("转到：香洲区法律援助处", "怎么联系：12348，找值班律师", "要带：身份证、合同"):
        assert words in html


def test_a_referral_to_nowhere_is_refused_with_what_was_typed_kept(desk, request_in):
    response = desk.step("refer", name="香洲区法律援助处", bring="合同", words="先打电话")
    html = response.content.decode()
    assert response.status_code == 422
    assert request_in.state == "in_progress"
    for kept in ('value="香洲区法律援助处"', 'value="合同"', "先打电话</textarea>"):
        assert kept in html
    assert '<details class="requests-choice" id="step-refer" open>' in html


def test_closing_needs_an_outcome(desk, request_in):
    for outcome in ("", "nonsense"):
        response = desk.step("close", outcome=outcome, words="办好了")
        assert response.status_code == 422
        assert "选一个结果" in response.content.decode()
    assert request_in.state == "in_progress"


def test_nobody_is_closed_without_a_word(desk, request_in):
    response = desk.step("close", outcome="unreachable")
    assert response.status_code == 422
    assert "还没有答复过申请人" in response.content.decode()
    assert desk.step("close", outcome="unreachable", words="打了三次").status_code == 302
    assert (request_in.state, request_in.outcome) == ("closed", "unreachable")


@pytest.mark.parametrize(
    ("outcome", "heading"),
    [("done", "办好了"), ("not_done", "没办成"), ("unreachable", "没联系上你")],
)
def test_the_status_page_says_what_came_of_it(desk, request_in, outcome, heading):
    desk.step("close", outcome=outcome, words="社保局说还差一个月")
    html = status_page(request_in)
    assert f"<h2>{heading}</h2>" in html
    assert "社保局说还差一个月" in html


def test_what_is_reopened_has_no_outcome_until_it_is_closed_again(desk, request_in):
    desk.step("close", outcome="not_done", words="没办成")
    desk.step("state", action="reopen")
    assert (request_in.state, request_in.outcome) == ("reopened", "")


def test_a_duplicate_and_its_original_lead_to_each_other(desk, request_in):
    original = make_request()
    typed = original.reference.lower()
    assert desk.step("duplicate", reference=f" {typed[:5]}-{typed[5:]} ").status_code == 302
    assert (request_in.state, request_in.duplicate_of) == ("duplicate", original)
    assert original.reference in desk.open()
    other_page = desk.client.get(f"/admin/requests/{original.pk}/").content.decode()
    assert f'<a href="/admin/requests/{request_in.pk}/">{request_in.reference}</a>' in other_page
    event = original.events.get(kind="linked")
    assert event.text == "← " + request_in.reference
    original.refresh_from_db()
    assert original.version == 1  # a colleague's open form is still good


@pytest.mark.parametrize("which", ["itself", "nothing", "secret", "spam"])
def test_it_is_joined_to_nothing_that_one_cannot_work_on(desk, request_in, which):
    reference = {
        "itself": lambda: request_in.reference,
        "nothing": lambda: "ACDE3FHJK7",
        "secret": lambda: make_request(confidential=True).reference,
        "spam": lambda: make_request(state="spam").reference,
    }[which]()
    response = desk.step("duplicate", reference=reference)
    assert response.status_code == 422
    assert f'value="{reference}"' in response.content.decode()
    assert request_in.state == "in_progress"


def test_a_supervisor_takes_a_duplicate_apart_again(desk, request_in):
    desk.step("duplicate", reference=make_request().reference)
    Desk("主管", request_in).step("state", action="restore")
    assert (request_in.state, request_in.duplicate_of) == ("submitted", None)


def test_spam_is_set_aside_and_a_supervisor_brings_it_back():
    request = make_request()
    desk = Desk("办理员", request)
    desk.step("state", action="spam")
    assert desk.step("state", action="restore").status_code == 403
    Desk("主管", request).step("state", action="restore")
    assert request.state == "submitted"
