"""Whose matter it is: filed for another person, or for a child whose guardian agrees."""

import pytest

from service_requests.models import Consent, OutboxMessage, Representative, ServiceRequest
from tests.factories_requests import (
    check,
    confirm,
    make_request,
    make_service,
    plain_static,  # noqa: F401 - a fixture
    post,
    send,
    token_in,
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]

AGENT = {
    "for_whom": "other",
    "agent_relation": "家里人",
    "agent_name": "周大壮",
    "agent_phone": "139 0013 9000",
    "agent_consent": "yes",
}
GUARDIAN = {
    "guardian_name": "周爸",
    "guardian_relation": "爸爸",
    "guardian_phone": "13900139000",
    "guardian_consent": "yes",
}


def main_of(response) -> str:
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def ask(client, reference, last_four):
    return post(client, "/apply/status/", {"reference": reference, "last_four": last_four})


@pytest.fixture
def for_others():
    return make_service(allows_representative=True)


class TestFiledForAnother:
    def test_is_kept_with_who_filed_it_and_what_they_declared(self, client, for_others):
        request = send(client, for_others, **AGENT)
        by = Representative.objects.get(request=request)
        assert (request.name, request.phone) == ("周小麦", "13800138000")
        assert (by.name, by.phone, by.relation) == ("周大壮", "13900139000", "家里人")
        declared = Consent.objects.get(request=request)
        assert declared.purpose == "authorisation"
        assert "替他办这件事" in declared.text
        assert (declared.version, declared.agreed_at) == ("2026-11", request.consented_at)
        assert not [each for each in request.answers if each["key"].startswith("agent")]

    def test_needs_the_representatives_name_phone_and_declaration(self, client, for_others):
        html = main_of(check(client, for_others, for_whom="other"))
        for words in ("“你怎么称呼”还没填", "“你的手机号”还没填", "还没选", "才能替别人办"):
            assert words in html

    def test_is_asked_of_nobody_who_files_for_themselves(self, client, for_others):
        request = send(client, for_others, for_whom="self", agent_name="周大壮")
        assert not Representative.objects.exists()
        assert not request.consents.exists()

    def test_must_be_said_where_a_service_allows_it(self, client, for_others):
        assert "“这是谁的事”还没选" in main_of(check(client, for_others))

    def test_cannot_be_forced_on_a_service_that_does_not(self, client):
        send(client, make_service(), **AGENT)
        assert not Representative.objects.exists()

    def test_the_check_page_reads_in_words(self, client, for_others):
        html = main_of(check(client, for_others, **AGENT))
        assert "<dd>替别人填</dd>" in html
        assert "<dd>139 0013 9000</dd>" in html

    def test_the_receipt_says_whom_we_call(self, client, for_others):
        token = token_in(check(client, for_others, **AGENT))
        html = main_of(client.get(confirm(client, for_others, token)["Location"]))
        assert "周大壮" in html[html.index("<h1") : html.index("</h1>")]
        assert "我们打给代办人：周大壮，139****9000" in html
        assert "也会告诉周小麦" in html
        assert "13900139000" not in html

    def test_tells_the_person_and_the_staff(self, client, for_others):
        request = send(client, for_others, **AGENT)
        notices = [(n.channel, n.payload) for n in OutboxMessage.objects.order_by("pk")]
        assert notices == [
            ("staff", {"event": "submitted", "reference": request.reference}),
            ("applicant", {"event": "filed_for_you", "reference": request.reference}),
        ]

    def test_with_one_phone_for_both_tells_nobody_twice(self, client, for_others):
        send(client, for_others, **AGENT | {"agent_phone": "13800138000"})
        assert [n.channel for n in OutboxMessage.objects.all()] == ["staff"]

    def test_a_machine_tells_nobody(self, client, for_others):
        send(client, for_others, **AGENT, website="x")
        assert not OutboxMessage.objects.exists()

    def test_either_phone_opens_the_status(self, client, for_others):
        request = send(client, for_others, **AGENT)
        for last_four, status in (("8000", 200), ("9000", 200), ("7000", 404)):
            assert ask(client, request.reference, last_four).status_code == status

    def test_staff_see_who_to_call(self, client, for_others):
        request = send(client, for_others, **AGENT)
        client.force_login(user_in("办理员"))
        html = client.get(f"/admin/requests/{request.pk}/").content.decode()
        assert "周大壮（家里人）" in html
        assert 'href="tel:13900139000"' in html
        assert "替他办这件事" in html

    def test_an_auditor_sees_masks(self, client, for_others):
        request = send(client, for_others, **AGENT)
        client.force_login(user_in("审计员"))
        html = client.get(f"/admin/requests/{request.pk}/").content.decode()
        assert "139****9000" in html
        for hidden in ("周大壮", "家里人", "13900139000"):
            assert hidden not in html

    def test_a_confidential_one_shows_nobody_before_it_is_taken(self, client):
        service = make_service(allows_representative=True, confidential=True)
        request = send(client, service, **AGENT)
        client.force_login(user_in("办理员"))
        html = client.get(f"/admin/requests/{request.pk}/").content.decode()
        for hidden in ("周**", "139****9000", "周大壮"):
            assert hidden not in html


class TestAChild:
    def test_of_a_service_for_children_always_needs_a_guardian(self, client):
        service = make_service(needs_guardian=True)
        assert "“监护人怎么称呼”还没填" in main_of(check(client, service))
        request = send(client, service, **GUARDIAN)
        stored = {each["key"]: each["value"] for each in request.answers}
        assert stored["guardian_relation"] == "爸爸"
        assert stored["guardian_phone"] == "13900139000"
        consent = request.consents.get()
        assert consent.purpose == "guardian"
        assert "我是孩子的监护人" in consent.text

    def test_under_14_needs_a_guardian_where_the_age_is_asked(self, client):
        service = make_service(asks_age=True)
        html = main_of(check(client, service, age_group="under_14"))
        assert "“监护人怎么称呼”还没填" in html
        assert "要先勾选监护人同意" in html
        request = send(client, service, age_group="under_14", **GUARDIAN)
        answers = {each["key"]: each["value"] for each in request.answers}
        assert answers["age_group"] == "还没满 14 岁"
        assert request.consents.get().purpose == "guardian"

    def test_over_14_needs_none(self, client):
        service = make_service(asks_age=True)
        request = send(client, service, age_group="adult")
        assert not request.consents.exists()
        assert "guardian_name" not in {each["key"] for each in request.answers}

    def test_the_age_has_to_be_said(self, client):
        assert "“这个人多大”还没选" in main_of(check(client, make_service(asks_age=True)))

    def test_no_consent_is_ticked_beforehand(self, client):
        service = make_service(asks_age=True, allows_representative=True)
        html = main_of(check(client, service, consent=None))
        boxes = [part.partition(">")[0] for part in html.split("<input ")]
        consents = [box for box in boxes if "consent" in box]
        assert len(consents) == 4
        assert not [box for box in consents if "checked" in box]


def test_each_query_for_a_status_opens_three_numbers_whatever_was_typed(
    client, monkeypatch, django_assert_num_queries
):
    """A wrong reference, a wrong phone, with a representative and without: the same work."""
    from service_requests import encryption, fields, status_views

    opened = []

    def counting(stored):
        opened.append(stored)
        return encryption.unseal(stored)

    monkeypatch.setattr(fields, "unseal", counting)
    monkeypatch.setattr(status_views, "unseal", counting)
    alone, both = make_request(make_service()), make_request()
    Representative.objects.create(
        request=both, relation="家里人", name="周大壮", phone="13900139000", phone_lookup="x"
    )
    for reference in (alone.reference, both.reference, "3333333333"):
        opened.clear()
        with django_assert_num_queries(3):
            assert status_views.find(reference, "0000") is None
        assert len(opened) == 3
    assert ServiceRequest.objects.count() == 2
