"""What is typed stays text: no page for the public or for staff gets an element or attribute
more from a payload than from plain words."""

from collections import Counter

import pytest
from django.urls import reverse

from service_requests import handling
from service_requests.access import staff
from service_requests.models import Feedback, RequestExport, ServiceRequest
from service_requests.receipts import receipt_url
from service_requests.status_tokens import status_token
from tests.factories_requests import (
    STORY,
    check,
    confirm,
    make_service,
    plain_static,  # noqa: F401 - a fixture
    post,
    token_in,
    user_in,
)
from tests.html import parse
from tests.script_payloads import PAYLOADS, payloads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]

AT_ONCE = 4  # payloads in one field: each of them would have to be text
PLAIN = "周小麦"


def structure(html: str) -> Counter:
    """Every element with the names of its attributes, and how often."""
    return Counter(
        (element.tag, *sorted(element.attrib)) if isinstance(element.tag, str) else "comment"
        for element in parse(html).root.iter()
    )


class Views:
    """All pages that show what somebody typed, filled with some words."""

    def __init__(self, client, service, supervisor):
        self.client, self.service, self.supervisor = client, service, supervisor

    def filled(self, words: str) -> dict:
        return {
            "name": words,
            STORY: words,
            "for_whom": "other",
            "agent_relation": "家里人",
            "agent_name": words,
            "agent_phone": "13900139000",
            "agent_consent": "yes",
            "guardian_name": words,
            "guardian_relation": "妈妈",
            "guardian_phone": "13900139000",
            "guardian_consent": "yes",
        }

    def shown(self, words: str) -> dict[str, str]:
        """The HTML of each page, by its name."""
        answers = [*self.of_the_form(words), *self.afterwards(words)]
        self.client.force_login(self.supervisor)
        answers += self.of_the_staff(words)
        self.client.logout()
        return {name: response.content.decode() for name, response in answers}

    def of_the_form(self, words: str):
        wrong = dict.fromkeys(
            [*self.filled(""), "phone", "station", "f-when0000", "f-since000", "f-idnum000"], words
        )
        yield "errors", check(self.client, self.service, **wrong)
        checked = check(self.client, self.service, **self.filled(words))
        yield "check", checked
        token = token_in(checked)
        yield "edit", post(self.client, f"/apply/{self.service.slug}/edit/", {"token": token})
        receipt = confirm(self.client, self.service, token)["Location"]
        self.request = ServiceRequest.objects.latest("pk")
        assert receipt == receipt_url(self.request.reference)
        yield "receipt", self.client.get(receipt)

    def afterwards(self, words: str):
        asked = {"reference": words, "last_four": words}
        yield "not found", post(self.client, "/apply/status/", asked)
        token = {"token": status_token(self.request.reference)}
        yield "message", post(self.client, "/apply/status/message/", token | {"words": words})
        long = {"words": words + "长" * 2000}
        yield "message refused", post(self.client, "/apply/status/message/", token | long)
        by = staff(self.supervisor)
        handling.add_note(self.request.pk, by, 2, words)
        handling.reply(self.request.pk, by, 3, words)
        again = {"reference": self.request.reference, "last_four": "8000"}
        yield "status", post(self.client, "/apply/status/", again)
        Feedback.objects.create(
            request=self.request, score=1, words=words, at=self.request.submitted_at
        )

    def of_the_staff(self, words: str):
        page = reverse("service_requests:request", args=[self.request.pk])
        yield "request", self.client.get(page)
        stale = {"version": "1", "words": words}
        yield "stale reply", self.client.post(page + "reply/", stale)
        yield "stale note", self.client.post(page + "note/", stale)
        yield "search", self.client.post("/admin/requests/search/", {"wanted": words}, follow=True)
        yield from self.of_exports(words)
        yield "list", self.client.get("/admin/requests/")
        yield "home", self.client.get("/admin/")

    def of_exports(self, words: str):
        address, given = "/admin/requests/export/", {"plain": "state", "personal": "name"}
        long = given | {"reason": words + "长" * 300, "format": words}
        yield "export refused", self.client.post(address, long)
        RequestExport.objects.all().delete()
        reason = {"reason": f"给民政局：{words}", "format": "csv"}
        assert self.client.post(address, given | reason).status_code == 200
        yield "exports", self.client.get("/admin/reports/requests-exports/")


@pytest.fixture
def views(client):
    service = make_service(allows_representative=True, needs_guardian=True)
    return Views(client, service, user_in("主管"))


def test_no_payload_becomes_more_than_text_on_any_page(views, record_property):
    views.shown(PLAIN)  # the list has one before it, from now on
    for start in range(0, len(PAYLOADS), AT_ONCE):
        several = " ".join(PAYLOADS[start : start + AT_ONCE])[:200]
        ServiceRequest.objects.all().delete()
        expected = {name: structure(html) for name, html in views.shown(PLAIN).items()}
        ServiceRequest.objects.all().delete()
        for name, html in views.shown(several).items():
            assert structure(html) == expected[name], (name, several)
    tried = f"{len(PAYLOADS)} payloads in each field on {len(expected)} pages, parsed"
    record_property("tried", tried)


def test_the_payloads_would_be_noticed(views):
    """The measure itself: unescaped, each that is markup changes what a page is made of."""
    page = '<!doctype html><main><p>{}</p><input value="{}"></main>'
    plain = structure(page.format(PLAIN, PLAIN))
    noticed = [each for each in PAYLOADS if structure(page.format(each, each)) != plain]
    assert len(noticed) >= len(PAYLOADS) - 8  # those that are no markup as they stand
    assert len(set(payloads(2000))) > 1500
