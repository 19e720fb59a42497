"""A form saved half-way: gone on with by a code and the phone, for a day, on any phone."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from service_requests import encryption, fields, saved_drafts
from service_requests.models import Draft, RetentionSettings, ServiceRequest
from service_requests.purge import purge_expired
from tests.factories_requests import (
    ID_NUMBER,
    STORY,
    VALID_ID,
    WHEN,
    at,
    check,
    confirm,
    make_service,
    post,
    token_in,
    typed,
)

pytestmark = pytest.mark.django_db
MONDAY = at(2026, 11, 23, 9)


@pytest.fixture
def service():
    return make_service()


def main_of(response) -> str:
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def save(client, service, **changes):
    half = {"name": "", "consent": None} | changes
    return post(client, f"/apply/{service.slug}/save/", typed(**half))


def code_in(response) -> str:
    return re.search(r'id="code">([^<]+)<', main_of(response))[1]


def resume(client, code, last_four="8000"):
    return post(client, "/apply/resume/", {"code": code, "last_four": last_four})


def test_what_was_typed_comes_back_on_another_phone(client, service):
    code = code_in(save(client, service, **{WHEN: ["下班后"]}))
    response = resume(Client(), f" {code[:4].lower()} {code[4:]}")
    html = main_of(response)
    assert response.status_code == 200
    assert "不知道找谁开证明" in html
    assert 'value="下班后" checked' in html
    assert "错误" not in html
    finished = typed(token=token_in(response))
    checked = post(client, f"/apply/{service.slug}/check/", finished)
    assert confirm(client, service, token_in(checked)).status_code == 303
    assert resume(client, code).status_code == 404  # sent, so there is nothing to go on with


def test_how_long_it_is_kept_is_told_as_it_is_set(client, service):
    kept = RetentionSettings.load()
    kept.draft_hours = 48
    kept.save()
    pages = [
        save(client, service),
        check(client, service),
        client.get("/apply/resume/"),
        resume(client, "ACDEACDE"),
    ]
    for page in pages:
        assert "48 小时" in main_of(page)
        assert "24 小时" not in main_of(page).replace("24 小时后自己删掉", "")


def test_mistakes_may_be_saved_but_for_the_phone(client, service):
    assert save(client, service, **{STORY: "", "f-since000": "昨天"}).status_code == 200
    response = save(client, service, phone="1380013800")
    assert response.status_code == 422
    assert "要存下来，先写手机号：手机号要 11 位" in main_of(response)
    assert "不知道找谁开证明" in main_of(response)
    assert "“怎么称呼你”还没填" not in main_of(response)
    assert Draft.objects.count() == 1


def test_id_numbers_and_consents_are_not_saved(client, service):
    code = code_in(save(client, service, **{ID_NUMBER: VALID_ID, "consent": "yes"}))
    html = main_of(resume(client, code))
    assert VALID_ID not in html
    consent = re.search(r'<input[^>]*name="consent"[^>]*>', html)[0]
    assert "checked" not in consent
    values = Draft.objects.get().answers["values"]
    assert not {ID_NUMBER, "consent", "id_consent"} & set(values)


def test_what_is_saved_is_sealed_and_its_code_is_nowhere(client, service):
    code = code_in(save(client, service))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM service_requests_draft")
        row = " ".join(str(value) for value in cursor.fetchone())
    for secret in (code, "8000", "不知道找谁开证明", "13800138000"):
        assert secret not in row


def test_a_saved_draft_cannot_be_sent_without_being_checked(client, service):
    code = code_in(save(client, service, name="周小麦"))
    token = token_in(resume(client, code))
    response = confirm(client, service, token)
    assert response.status_code == 422
    assert "要先勾选同意" in main_of(response)
    assert not ServiceRequest.objects.exists()


def test_it_is_there_for_a_day(client, service):
    with time_machine.travel(MONDAY, tick=False) as clock:
        code = code_in(save(client, service))
        clock.shift(timedelta(hours=23, minutes=59))
        assert resume(client, code).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert resume(client, code).status_code == 404
        purge_expired()
        assert not Draft.objects.exists()


def test_saving_again_replaces_what_was_saved(client, service):
    first = code_in(save(client, service))
    token = token_in(resume(client, first))
    second = code_in(save(client, service, **{STORY: "想起来了", "token": token}))
    assert resume(client, first).status_code == 404
    assert "想起来了" in main_of(resume(client, second))
    assert Draft.objects.count() == 1


def test_a_wrong_code_and_a_wrong_phone_get_the_same_answer_after_the_same_work(
    client, service, monkeypatch, django_assert_num_queries
):
    code = code_in(save(client, service))
    shown = {
        re.sub(r'value="[^"]*"', "", main_of(response))
        for response in (resume(client, "33333333"), resume(client, code, "9999"))
    }
    assert len(shown) == 1
    opened = []

    def counting(stored):
        opened.append(stored)
        return encryption.unseal(stored)

    monkeypatch.setattr(fields, "unseal", counting)
    monkeypatch.setattr(saved_drafts, "unseal", counting)
    for guess in ("33333333", code):
        opened.clear()
        with django_assert_num_queries(1):
            assert saved_drafts.find_saved(guess, "9999") is None
        assert len(opened) == 1


@pytest.mark.parametrize("last_four", ["", "----", "00000000000", "0000"])
def test_nothing_stands_in_for_the_digits(client, service, last_four):
    code = code_in(save(client, service))
    assert resume(client, code, last_four).status_code == 404
    assert resume(client, "33333333", last_four).status_code == 404


def test_ten_wrong_answers_close_a_code_for_an_hour(client, service):
    code = code_in(save(client, service))
    with time_machine.travel(MONDAY, tick=False):
        assert {resume(client, code, "0000").status_code for _ in range(10)} == {404}
        shut = resume(client, code)
        assert shut.status_code == 429
        assert "试的次数太多了" in main_of(shut)


def test_a_service_that_is_gone_says_so(client, service):
    code = code_in(save(client, service))
    service.unpublish()
    response = resume(client, code)
    assert response.status_code == 410
    assert "撤下来了" in main_of(response)


def test_a_closed_service_saves_nothing(client):
    closed = make_service(open_for_requests=False)
    assert save(client, closed).status_code == 410
    assert not Draft.objects.exists()


def test_the_form_offers_it_and_the_page_can_be_opened(client, service):
    html = main_of(check(client, service, phone=""))
    assert f'formaction="/apply/{service.slug}/save/"' in html
    assert 'href="/apply/resume/"' in html
    assert 'name="last_four"' in main_of(client.get("/apply/resume/"))
