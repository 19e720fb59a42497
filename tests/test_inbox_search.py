"""Looking for a request: by its reference, or by a phone number that no address ever holds."""

import pytest
from django.test import Client

from service_requests.encryption import lookup_digest
from tests.factories_requests import (
    make_request,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.usefixtures("plain_static"),
]
PHONE = "13800138000"


class Searcher:
    def __init__(self, group):
        self.user, self.client = user_in(group), Client()
        self.client.force_login(self.user)

    def search(self, wanted) -> str:
        """Where the box leads."""
        response = self.client.post("/admin/requests/search/", {"wanted": wanted})
        assert response.status_code == 302
        return response["Location"]

    def results(self, address) -> str:
        html = self.client.get(address).content.decode()
        return html[html.index('id="listing-results"') :]

    def finds(self, wanted, *requests) -> list[bool]:
        html = self.results(self.search(wanted))
        return [request.reference in html for request in requests]


@pytest.fixture
def worker():
    return Searcher("办理员")


def test_a_reference_or_part_of_it_is_found(worker):
    one, two = make_request(reference="ACDE3FHJK7"), make_request(reference="MNPQ4RTWXY")
    assert worker.finds("acde3-fhjk7", one, two) == [True, False]
    assert worker.finds("NPQ4", one, two) == [False, True]
    assert worker.search("npq4") == "/admin/requests/?q=NPQ4"


def test_a_whole_phone_number_is_found_and_its_address_holds_a_digest(worker):
    one, two = make_request(phone=PHONE), make_request(phone="13900139000")
    assert worker.finds("+86 138-0013-8000", one, two) == [True, False]
    assert worker.search("１３８ ００１３ ８０００") == (
        f"/admin/requests/?person={lookup_digest(PHONE)}"
    )


@pytest.mark.parametrize("wanted", ["1380013", "8000", "周小麦", "周小麦 13800138000", "%", " "])
def test_what_cannot_be_a_reference_never_reaches_an_address(worker, wanted):
    make_request()
    assert worker.search(wanted) == "/admin/requests/"


def test_who_typed_something_else_reads_what_can_be_looked_for(worker):
    worker.search("周小麦")
    assert "写编号，或者完整的手机号" in worker.client.get("/admin/requests/").content.decode()


def test_a_number_in_an_address_finds_nobody(worker):
    request = make_request(phone=PHONE)
    for query in (f"q={PHONE}", f"person={PHONE}&q={PHONE}"):
        assert request.reference not in worker.results(f"/admin/requests/?{query}")


def test_the_box_is_posted_and_never_filled_with_a_number(worker):
    make_request(phone=PHONE)
    html = worker.client.get(worker.search(PHONE)).content.decode()
    box = html[html.index('action="/admin/requests/search/"') :]
    box = box[: box.index("</form>")]
    assert 'method="post"' in box
    assert "csrfmiddlewaretoken" in box
    assert 'autocomplete="off"' in box
    assert 'name="q"' not in box
    assert PHONE not in html


def test_the_box_needs_a_token_and_is_not_read_by_get(worker):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(worker.user)
    assert strict.post("/admin/requests/search/", {"wanted": PHONE}).status_code == 403
    assert worker.client.get("/admin/requests/search/").status_code == 405


def test_filters_keep_what_was_looked_for(worker):
    found = make_request(phone=PHONE, state="closed")
    other = make_request(phone="13900139000", state="closed")
    page = worker.search(PHONE)
    html = worker.client.get(page).content.decode()
    assert f'<input type="hidden" name="person" value="{lookup_digest(PHONE)}">' in html
    results = worker.results(f"{page}&state=closed")
    assert found.reference in results
    assert other.reference not in results


def test_a_search_can_be_left(worker):
    make_request(phone=PHONE)
    assert "看全部诉求" in worker.results(worker.search(PHONE))
    assert "看全部诉求" not in worker.results("/admin/requests/")


def test_a_phone_number_gives_no_confidential_request_away(worker):
    secret = make_request(confidential=True)
    assert worker.finds(PHONE, secret) == [False]
    secret.assignee = worker.user
    secret.save(update_fields=["assignee"])
    assert worker.finds(PHONE, secret) == [True]


def test_an_auditor_cannot_look_for_a_person():
    assert Searcher("审计员").finds(PHONE, make_request()) == [False]
