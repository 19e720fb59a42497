"""Who may post a form: every combination of the three headers, and each endpoint that listens."""

from itertools import product

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver

from service_requests.models import ServiceRequest
from service_requests.origin import Verdict, judge, own_origin
from tests.factories_requests import check, confirm, make_service, post, token_in, typed

OWN = "https://xinyu.example"
SITES = [None, "same-origin", "none", "same-site", "cross-site", "", "nonsense"]
ORIGINS = [None, "null", OWN, OWN + ":443", "https://evil.example", "http://xinyu.example", "x"]
REFERERS = [None, OWN + "/services/a/", OWN, "https://evil.example/", "http://xinyu.example/", "?"]


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


@pytest.mark.parametrize(("site", "origin", "referer"), list(product(SITES, ORIGINS, REFERERS)))
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


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["check", "edit", "confirm"])
def test_each_step_refuses_another_site_and_writes_nothing(client, step):
    service = make_service()
    token = token_in(check(client, service))
    data = typed() | {"token": token}
    response = post(
        client, f"/apply/{service.slug}/{step}/", data, **{"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    assert "不是从本站送出来的" in response.content.decode()
    assert not ServiceRequest.objects.exists()


@pytest.mark.django_db
def test_the_status_page_refuses_another_site(client):
    make_service()
    refused = post(client, "/apply/status/", {"reference": "X"}, Origin="https://evil.example")
    assert refused.status_code == 403


@pytest.mark.django_db
def test_an_old_browser_without_any_header_gets_through():
    client = Client(enforce_csrf_checks=True)
    service = make_service()
    assert confirm(client, service, token_in(check(client, service))).status_code == 303


def test_only_the_forms_of_this_room_are_exempt_from_djangos_own_check():
    """The two APIs are exempt by their nature: they check sessions themselves."""
    exempt = {
        name
        for route, name in exempt_views(get_resolver())
        if not route.startswith(("api/", "admin/api/"))
    }
    assert exempt == {"apply_check", "apply_edit", "apply_confirm", "request_status"}


def exempt_views(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from exempt_views(pattern, route)
        elif getattr(pattern.callback, "csrf_exempt", False):
            yield route, pattern.name
