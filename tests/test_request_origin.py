"""Who may post a form: every combination of the three headers, and each endpoint that listens."""

import random
from datetime import timedelta
from itertools import product

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from service_requests.models import (
    Draft,
    OutboxMessage,
    PageCorrection,
    PageVotes,
    RequestEvent,
    ServiceRequest,
    StatusTries,
)
from service_requests.origin import Verdict, judge, own_origin
from service_requests.page_feedback.slips import new_slip
from service_requests.status_tokens import status_token
from tests.factories import PointsFactory, PointsIndexFactory
from tests.factories_requests import (
    check,
    confirm,
    make_request,
    make_service,
    post,
    token_in,
    typed,
)
from tests.factories_sign_up import make_event, sign_up
from tests.factories_sign_up import typed as sign_up_typed
from tests.proofs.counts import count

SOON = timezone.now() + timedelta(days=10)
OWN = "https://xinyu.example"
SITES = [None, "same-origin", "none", "same-site", "cross-site", "", "nonsense"]
ORIGINS = [None, "null", OWN, OWN + ":443", "https://evil.example", "http://xinyu.example", "x"]
REFERERS = [None, OWN + "/services/a/", OWN, "https://evil.example/", "http://xinyu.example/", "?"]

ALL_HEADERS = list(product(SITES, ORIGINS, REFERERS))


@pytest.fixture(autouse=True)
def own_address(settings):
    settings.FORM_ORIGINS = [OWN]


def expected(site, origin, referer) -> Verdict:
    if site is not None:
        return Verdict.ACCEPTED if site in ("same-origin", "none") else Verdict.REFUSED
    if origin not in (None, "null"):
        return Verdict.ACCEPTED if origin in (OWN, OWN + ":443") else Verdict.REFUSED
    return Verdict.ACCEPTED if referer and referer.startswith(OWN) else Verdict.AMBIGUOUS


def headers(site, origin, referer) -> dict:
    given = {"Sec-Fetch-Site": site, "Origin": origin, "Referer": referer}
    return {name: value for name, value in given.items() if value is not None}


@pytest.mark.parametrize(("site", "origin", "referer"), ALL_HEADERS)
def test_every_state_of_the_headers_gets_its_verdict(site, origin, referer):
    assert judge(headers(site, origin, referer)) is expected(site, origin, referer)


def test_a_lookalike_of_our_address_is_not_ours():
    for origin in (OWN + ".evil.example", "https://evil.example/?" + OWN, OWN + ":8443"):
        assert judge({"Origin": origin}) is Verdict.REFUSED
    assert judge({"Referer": "https://evil.example/" + OWN}) is Verdict.AMBIGUOUS
    assert judge({"Referer": "https://xinyu.example@evil.example/"}) is Verdict.AMBIGUOUS
    assert judge({"Referer": OWN + ":99999999/"}) is Verdict.AMBIGUOUS


def test_the_host_header_has_no_say():
    request = HttpRequest()
    request.method = "POST"
    request.META |= {"HTTP_HOST": "evil.example", "HTTP_ORIGIN": "https://evil.example"}
    assert judge(request.headers) is Verdict.REFUSED


def test_reading_is_never_refused():
    request = HttpRequest()
    request.method = "GET"
    request.META["HTTP_SEC_FETCH_SITE"] = "cross-site"
    assert own_origin(lambda request: HttpResponse("read"))(request).content == b"read"


def exempt_views(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from exempt_views(pattern, route)
        elif getattr(pattern.callback, "csrf_exempt", False):
            yield route, pattern.name


def bodies(client, service) -> dict[str, tuple[str, dict]]:
    """For each listening address, by its name, what a person would send there."""
    sent = make_request(service)
    PointsFactory(parent=PointsIndexFactory(slug="points"), slug="sample")
    draft = {"token": token_in(check(client, service))}
    status = {"token": status_token(sent.reference)}
    steps, places = f"/apply/{service.slug}/", "/apply/status/"
    return sign_up_bodies(client) | {
        "apply_check": (f"{steps}check/", typed() | draft),
        "apply_edit": (f"{steps}edit/", draft),
        "apply_confirm": (f"{steps}confirm/", draft),
        "apply_save": (f"{steps}save/", typed() | draft),
        "apply_resume": ("/apply/resume/", {"code": "ACDE3FHJ", "last_four": "8000"}),
        "request_status": (places, {"reference": sent.reference, "last_four": "8000"}),
        "status_again": (f"{places}again/", status),
        "status_message": (f"{places}message/", status | {"words": "在吗"}),
        "status_withdraw": (f"{places}withdraw/", status),
        "status_withdrawn": (f"{places}withdrawn/", status),
        "status_papers": (f"{places}papers/", status),
        "status_rate": (f"{places}rate/", status | {"score": "5"}),
        "estimate_points": ("/estimate/sample/", {"i-school00": "大专"}),
        "page_vote": (f"/apply/feedback/{service.pk}/", {"answer": "no"}),
        "page_correction": (
            "/apply/feedback/words/",
            {"token": new_slip(service.pk, "no", "").token(), "words": "电话错了"},
        ),
    }


def sign_up_bodies(client) -> dict[str, tuple[str, dict]]:
    event = make_event(starts_at=SOON, ends_at=SOON + timedelta(hours=2))
    given = sign_up_typed(gathering=timezone.localdate(SOON).isoformat())
    steps, places = f"/apply/event/{event.pk}/", "/apply/status/"
    draft = {"token": token_in(post(client, f"{steps}check/", given))}
    signed_up = sign_up(event, gathering=given["gathering"], number=1)
    status = {"token": status_token(signed_up.reference)}
    return {
        "sign_up_check": (f"{steps}check/", given | draft),
        "sign_up_edit": (f"{steps}edit/", draft),
        "sign_up_confirm": (f"{steps}confirm/", draft),
        "sign_up_cancel": (f"{places}cancel/", status),
        "sign_up_cancelled": (f"{places}cancelled/", status),
    }


def listening() -> set[str]:
    """The forms of this room, as the addresses say. The two APIs are exempt from Django's check
    by their nature: they check sessions themselves."""
    return {
        name
        for route, name in exempt_views(get_resolver())
        if not route.startswith(("api/", "admin/api/"))
    }


@pytest.mark.django_db
def test_only_the_forms_of_this_room_are_exempt_from_djangos_own_check(client):
    assert listening() == set(bodies(client, make_service()))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(listening()))
def test_each_address_refuses_another_site_and_writes_nothing(client, name, record_property):
    url, data = bodies(client, make_service())[name]
    before = everything_written()
    refused = [each for each in ALL_HEADERS if expected(*each) is Verdict.REFUSED]
    tried = random.Random(name).sample(refused, count("header states"))  # noqa: S311
    for each in tried:
        response = post(client, url, data, **headers(*each))
        assert response.status_code == 403
        assert "不是从本站送出来的" in response.content.decode()
    assert everything_written() == before
    record_property("tried", f"{len(tried)} header states at each of {len(listening())} addresses")


def everything_written() -> list:
    return [
        *ServiceRequest.objects.values_list("version", "state"),
        *Draft.objects.values_list("pk", "request"),
        RequestEvent.objects.count(),
        OutboxMessage.objects.count(),
        StatusTries.objects.count(),
        PageVotes.objects.count(),
        PageCorrection.objects.count(),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(listening()))
def test_each_address_listens_to_our_own_site_and_to_old_browsers(client, name):
    url, data = bodies(client, make_service())[name]
    for each in (("same-origin", OWN, OWN), (None, OWN, None), (None, None, OWN), (None,) * 3):
        assert post(client, url, data, **headers(*each)).status_code != 403


@pytest.mark.django_db
def test_an_old_browser_without_any_header_gets_through():
    client = Client(enforce_csrf_checks=True)
    service = make_service()
    assert confirm(client, service, token_in(check(client, service))).status_code == 303
