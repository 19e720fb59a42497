"""The receipt and the status page: what a person holds in their hand afterwards."""

import re
from datetime import timedelta

import pytest
import segno
import time_machine

from service_requests import handling
from service_requests.access import staff
from service_requests.receipts import receipt_url
from service_requests.slip_parts import qr_code
from tests.factories_requests import at, make_request, make_service, post, send, user_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_sent(client):
    return send(client, make_service())


def ask(client, reference, last_four):
    return post(client, "/apply/status/", {"reference": reference, "last_four": last_four})


def main_of(response) -> str:
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def test_the_slip_shows_the_reference_and_a_masked_phone(client, request_sent):
    response = client.get(receipt_url(request_sent.reference))
    html = main_of(response)
    assert response.status_code == 200
    assert request_sent.reference in html
    assert "138****8000" in html
    assert "13800138000" not in html
    assert "收到了" in html
    assert 'aria-current="step">等回电' in html
    assert "电子厂" not in html


def test_the_code_on_the_slip_is_drawn_in_the_page_without_ids(client, request_sent):
    html = main_of(client.get(receipt_url(request_sent.reference)))
    drawing = html[html.index("<svg") : html.index("</svg>")]
    assert "id=" not in drawing
    assert "style=" not in drawing


def test_the_code_holds_the_reference_and_nothing_else(client, request_sent):
    """As text: an address would be one more thing to follow, to be logged and to go stale."""
    html = main_of(client.get(receipt_url(request_sent.reference)))
    drawn = re.search(r"<svg.*?</svg>", html, re.DOTALL)[0]
    assert drawn == str(qr_code(request_sent.reference))
    assert segno.make(request_sent.reference, error="m", micro=False).mode == "alphanumeric"


def test_the_slip_says_by_when_there_is_an_answer(client):
    with time_machine.travel(at(2026, 11, 23, 9), tick=False):
        request = send(client, make_service(days_to_answer=5, duration="3 个工作日内回电"))
        html = main_of(client.get(receipt_url(request.reference)))
    assert "3 个工作日内回电；" in html
    assert "最晚 11月30日答复" in html


def test_the_receipt_cannot_be_had_by_guessing_a_reference(client, request_sent):
    good = receipt_url(request_sent.reference)
    for path in (f"/apply/receipt/{request_sent.reference}/", good[:-2] + "x/"):
        assert client.get(path).status_code == 410


def test_the_receipt_is_shown_for_a_week(client):
    with time_machine.travel(at(2026, 11, 23, 9), tick=False) as clock:
        request = make_request()
        make_service()
        clock.shift(timedelta(days=7, minutes=1))
        assert client.get(receipt_url(request.reference)).status_code == 410


def test_reference_and_last_digits_show_how_far_it_is(client, request_sent):
    typed_otherwise = " " + request_sent.reference.lower()
    response = ask(client, typed_otherwise, "8000")
    html = main_of(response)
    assert response.status_code == 200
    assert "已送到" in html
    assert "办证帮忙" in html
    for personal in ("周小麦", "13800138000", "电子厂"):
        assert personal not in html


def test_a_wrong_reference_and_a_wrong_phone_get_the_same_answer(client, request_sent):
    wrong = {
        "reference": ask(client, "3333333333", "8000"),
        "phone": ask(client, request_sent.reference, "9999"),
    }
    shown = {
        which: re.sub(r'value="[^"]*"', "", main_of(response)) for which, response in wrong.items()
    }
    assert shown["reference"] == shown["phone"]
    assert wrong["reference"].status_code == wrong["phone"].status_code == 404


@pytest.mark.parametrize("last_four", ["", "000", "????", "80000", "8000" * 100])
def test_nothing_but_the_four_digits_opens_it(client, request_sent, last_four):
    assert ask(client, request_sent.reference, last_four).status_code == 404


def test_replies_are_shown_and_notes_are_not(client, request_sent):
    worker = staff(user_in("办理员"))
    handling.take(request_sent.pk, worker, 1)
    handling.add_note(request_sent.pk, worker, 2, "他好像很急")
    handling.reply(request_sent.pk, worker, 3, "周三上午来<前山>")
    html = main_of(ask(client, request_sent.reference, "8000"))
    assert "周三上午来&lt;前山&gt;" in html
    assert "他好像很急" not in html
    assert "已有人接手" in html


@pytest.mark.parametrize(
    ("state", "words", "on_the_line"),
    [
        ("closed", 'aria-current="step">办好', True),
        ("in_progress", 'aria-current="step">等回电', True),
        ("rejected", "不予受理", False),
        ("withdrawn", "已撤回", False),
    ],
)
def test_the_line_ends_at_done_only_for_what_was_done(
    client, request_sent, state, words, on_the_line
):
    request_sent.state = state
    request_sent.save(update_fields=["state"])
    html = main_of(ask(client, request_sent.reference, "８０００"))
    assert words in html
    assert ('aria-current="step"' in html) == on_the_line


def test_what_was_set_aside_as_spam_looks_received(client):
    spam = send(client, make_service(), website="x")
    assert "已送到" in main_of(ask(client, spam.reference, "8000"))


def test_the_status_form_can_be_opened(client):
    make_service()
    assert 'name="last_four"' in main_of(client.get("/apply/status/"))
