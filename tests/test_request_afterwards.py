"""What a person does with a request afterwards, from the status page: write, withdraw, rate."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from service_requests import handling
from service_requests.access import staff
from service_requests.models import Feedback, OutboxMessage, RequestEvent, ServiceRequest
from service_requests.states import PERSON_STEPS, State
from service_requests.status_tokens import status_token
from tests.factories_requests import (
    make_request,
    make_service,
    plain_static,  # noqa: F401 - a fixture
    post,
    token_in,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]

STEPS = {
    "again": {},
    "message": {"words": "材料我都找齐了，什么时候来？"},
    "withdraw": {},
    "withdrawn": {},
    "rate": {"score": "4", "words": "办得快"},
}


def main_of(response) -> str:
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def ask(client, request):
    asked = {"reference": request.reference, "last_four": "8000"}
    return post(client, "/apply/status/", asked)


def step(client, name, token, **changes):
    return post(client, f"/apply/status/{name}/", STEPS[name] | {"token": token} | changes)


def token_of(client, request) -> str:
    return token_in(ask(client, request))


@pytest.fixture
def sent():
    make_service()
    return make_request()


class TestWriting:
    def test_reaches_the_staff_and_stays_on_the_page(self, client, sent):
        response = step(client, "message", token_of(client, sent))
        assert "话带到了" in main_of(response)
        assert "材料我都找齐了" in main_of(ask(client, sent))
        notice = OutboxMessage.objects.get()
        assert (notice.channel, notice.payload["event"]) == ("staff", "message")
        client.force_login(user_in("主管"))
        page = client.get(f"/admin/requests/{sent.pk}/").content.decode()
        assert "材料我都找齐了" in page
        assert "申请人留言" in page

    def test_the_centres_words_and_ones_own_are_told_apart(self, client, sent):
        handling.reply(sent.pk, staff(user_in("主管")), 1, "周三来")
        step(client, "message", token_of(client, sent))
        words = re.findall(r"(中心的答复|你写的)　", main_of(ask(client, sent)))
        assert words == ["中心的答复", "你写的"]

    def test_a_case_worker_who_was_writing_is_shown_it_first(self, client, sent):
        step(client, "message", token_of(client, sent))
        with pytest.raises(handling.Stale):
            handling.reply(sent.pk, staff(user_in("主管")), 1, "周三来")
        assert [e.kind for e in handling.changes_since(sent, 1)] == ["message"]

    def test_twice_is_once(self, client, sent):
        token = token_of(client, sent)
        first, second = step(client, "message", token), step(client, "message", token)
        assert first.status_code == second.status_code == 200
        assert "话带到了" in main_of(second)
        assert RequestEvent.objects.filter(kind="message").count() == 1
        assert OutboxMessage.objects.count() == 1

    def test_five_times_a_day_is_the_most_and_the_sixth_keeps_its_words(self, client, sent):
        token = token_of(client, sent)
        with time_machine.travel(timezone.now(), tick=False) as clock:
            for number in range(5):
                assert step(client, "message", token, words=f"第{number}句").status_code == 200
            refused = step(client, "message", token, words="第六句")
            assert refused.status_code == 409
            assert "一天最多留五次话" in main_of(refused)
            assert "第六句</textarea>" in main_of(refused)
            clock.shift(timedelta(days=1, seconds=1))
            assert (
                step(client, "message", token_of(client, sent), words="第六句").status_code == 200
            )

    @pytest.mark.parametrize(
        ("words", "error"), [("", "还没写"), ("长" * 2001, "最多 2000 字，现在是 2001 字")]
    )
    def test_a_mistake_is_named_and_nothing_is_lost(self, client, sent, words, error):
        response = step(client, "message", token_of(client, sent), words=words)
        assert response.status_code == 422
        assert error in main_of(response)
        assert f"{words}</textarea>" in main_of(response)
        assert not OutboxMessage.objects.exists()

    def test_markup_stays_text(self, client, sent):
        html = main_of(step(client, "message", token_of(client, sent), words="<img src=x>"))
        assert "&lt;img src=x&gt;" in html
        assert "<img src=x" not in html


class TestWithdrawing:
    def test_asks_first_and_writes_nothing(self, client, sent):
        html = main_of(step(client, "withdraw", token_of(client, sent)))
        assert "真的要撤回吗" in html
        assert sent.reference in html
        sent.refresh_from_db()
        assert sent.state == State.SUBMITTED

    def test_is_an_event_that_staff_are_told_of(self, client, sent):
        sure = token_in(step(client, "withdraw", token_of(client, sent)))
        assert "撤回了" in main_of(step(client, "withdrawn", sure))
        sent.refresh_from_db()
        assert sent.state == State.WITHDRAWN
        assert sent.closed_at is not None
        event = sent.events.last()
        assert (event.kind, event.state, event.actor_name) == ("state", "withdrawn", "")
        assert OutboxMessage.objects.get().payload["event"] == "withdrawn"

    def test_twice_is_once(self, client, sent):
        token = token_of(client, sent)
        for _time in range(2):
            assert "撤回了" in main_of(step(client, "withdrawn", token))
        assert OutboxMessage.objects.count() == 1
        assert sent.events.filter(state="withdrawn").count() == 1

    def test_one_may_think_better_of_it(self, client, sent):
        token = token_in(step(client, "withdraw", token_of(client, sent)))
        assert "已送到" in main_of(step(client, "again", token))


class TestRating:
    @pytest.fixture
    def closed(self, sent):
        sent.state = State.CLOSED
        sent.save(update_fields=["state"])
        return sent

    def test_is_kept_sealed_and_shown_to_staff(self, client, closed):
        assert "你的评价收到了" in main_of(step(client, "rate", token_of(client, closed)))
        kept = Feedback.objects.get(request=closed)
        assert (kept.score, kept.words) == (4, "办得快")
        client.force_login(user_in("主管"))
        page = client.get(f"/admin/requests/{closed.pk}/").content.decode()
        assert "办得快" in page
        assert "<b>满意</b>" in page

    def test_is_asked_once(self, client, closed):
        token = token_of(client, closed)
        step(client, "rate", token)
        again = step(client, "rate", token, score="1")
        assert again.status_code == 200
        assert Feedback.objects.get().score == 4
        assert "办得怎么样" not in main_of(ask(client, closed))

    def test_needs_a_score_in_words(self, client, closed):
        for score in ("", "9", "很满意"):
            response = step(client, "rate", token_of(client, closed), score=score)
            assert response.status_code == 422
            assert "办得快</textarea>" in main_of(response)
        assert not Feedback.objects.exists()


@pytest.mark.parametrize("state", State)
def test_each_state_offers_and_allows_the_same_steps(client, sent, state):
    ServiceRequest.objects.filter(pk=sent.pk).update(state=state)
    html = main_of(ask(client, sent))
    for offer, step_sent, name in (
        ("送出这些话", "message", "message"),
        ("撤回这件事", "withdrawn", "withdraw"),
        ("送出评价", "rate", "rate"),
    ):
        allowed = state in PERSON_STEPS[name]
        assert (offer in html) == allowed
        before = RequestEvent.objects.count()
        response = step(client, step_sent, status_token(sent.reference))
        assert (RequestEvent.objects.count() > before) == allowed
        replayed = (step_sent, state) == ("withdrawn", State.WITHDRAWN)
        assert response.status_code == (200 if allowed or replayed else 409)
        ServiceRequest.objects.filter(pk=sent.pk).update(state=state)


def test_what_was_set_aside_looks_received_and_tells_nobody(client, sent):
    sent.state = State.SPAM
    sent.save(update_fields=["state"])
    for name in ("message", "withdrawn"):
        assert step(client, name, token_of(client, sent)).status_code == 200
    assert not OutboxMessage.objects.exists()
    assert sent.events.filter(kind="message").exists()


@pytest.mark.parametrize("name", STEPS)
def test_a_token_that_opens_nothing_gets_one_answer_and_does_nothing(client, sent, name):
    good = token_of(client, sent)
    gone = status_token("3333333333")
    with time_machine.travel(timezone.now() - timedelta(minutes=31)):
        old = status_token(sent.reference)
    answers = {
        (response.status_code, response.content)
        for response in (step(client, name, token) for token in ("", "x", good[:-1], old, gone))
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 410
    assert sent.events.count() == 1


@pytest.mark.parametrize("name", STEPS)
def test_no_step_answers_a_token_of_another_kind(client, sent, name):
    from django.core.signing import TimestampSigner

    for salt in ("service_requests.receipt", "service_requests.draft"):
        forged = TimestampSigner(salt=salt).sign(sent.reference)
        assert step(client, name, forged).status_code == 410


@pytest.mark.parametrize("name", STEPS)
def test_reading_a_step_leads_to_the_question(client, sent, name):
    response = client.get(f"/apply/status/{name}/")
    assert (response.status_code, response["Location"]) == (302, "/apply/status/")


def test_nothing_of_the_person_is_on_the_pages_or_in_an_address(client, sent):
    token = token_of(client, sent)
    for name in STEPS:
        response = step(client, name, token)
        html = main_of(response)
        assert "周小麦" not in html
        assert "13800138000" not in html
        assert not response.cookies
        assert not re.findall(r'(?:href|action)="[^"]*(?:token|words)[^"]*"', html)
