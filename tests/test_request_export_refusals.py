"""Exports that are refused: said in words, with what was typed kept, and nothing written."""

import pytest
from django.test import Client

from service_requests.exports import taking_out
from service_requests.models import RequestEvent, RequestExport
from tests.exporting import ADDRESS, EVERYTHING_PERSONAL, REASON, Desk, is_ticked
from tests.factories_requests import (
    administrator,
    make_request,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.usefixtures("plain_static"),
]


@pytest.fixture
def supervisor():
    return Desk(user_in("主管", "王主管"))


@pytest.fixture(autouse=True)
def nothing_is_written():
    """Neither before nor after: what is refused leaves no record and no event."""
    yield
    assert not RequestExport.objects.exists()
    assert not RequestEvent.objects.filter(kind="table").exists()


def test_with_nothing_listed_there_is_nothing_to_export(supervisor):
    html = supervisor.page()
    assert "一件也没有" in html
    assert "<textarea" not in html
    refused = supervisor.export()
    assert refused.status_code == 422
    assert REASON in refused.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "写明为什么导出"),
        ({"reason": " \n　"}, "写明为什么导出"),
        ({"reason": "要用"}, "至少 5 个字，现在是 2 个"),
        ({"reason": "报" * 301}, "最多 300 个字，现在是 301 个"),
        ({"format": ""}, "选一种格式"),
        ({"format": "html"}, "没有这种格式"),
        ({"plain": []}, "至少选一列"),
        ({"plain": ["phone_lookup"]}, "没有这一列"),
        ({"personal": ["consent_text"]}, "没有这一列"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(supervisor, changes, words):
    make_request()
    given = {"plain": ["state"], "personal": ["phone"]} | changes
    refused = supervisor.export("?state=submitted", **given)
    html = refused.content.decode()
    assert refused.status_code == 422
    assert words in html
    assert given.get("reason", REASON).strip() in html
    assert is_ticked(html, "phone") == ("phone" in given["personal"])
    assert not is_ticked(html, "reference")
    assert f'action="{ADDRESS}?state=submitted"' in html


def test_too_many_are_refused_with_a_way_on(supervisor, monkeypatch):
    monkeypatch.setattr(taking_out, "MOST", 1)
    make_request(), make_request()
    assert "一次最多导出 1 件" in supervisor.page()
    refused = supervisor.export()
    assert refused.status_code == 422
    assert REASON in refused.content.decode()


@pytest.mark.parametrize("query", ["?service=999999", "?state=everything", "?progress=delete"])
def test_a_filter_that_no_longer_works_exports_nothing(supervisor, query):
    """The list would ignore it and show more."""
    make_request(), make_request(state="spam")
    for response in (supervisor.export(query), supervisor.client.get(ADDRESS + query)):
        assert (response.status_code, response["Location"]) == (302, "/admin/requests/")
    listed = supervisor.client.get("/admin/requests/").content.decode()
    assert "这个筛选用不了了" in listed


@pytest.mark.parametrize("who", ["办理员", "审计员", "编辑", "administrator"])
def test_nobody_but_a_supervisor_is_offered_it_or_gets_it(who):
    make_request()
    desk = Desk(administrator() if who == "administrator" else user_in(who))
    assert ADDRESS not in desk.client.get("/admin/requests/").content.decode()
    for response in (desk.client.get(ADDRESS), desk.export(personal=EVERYTHING_PERSONAL)):
        assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_an_address_alone_takes_nothing_out(supervisor):
    request = make_request()
    query = f"?reason={REASON}&format=csv&plain=reference&personal=name&export=csv"
    for address in (ADDRESS, "/admin/requests/", "/admin/requests/results/"):
        response = supervisor.client.get(address + query)
        assert response["Content-Type"].startswith("text/html")
        assert "Content-Disposition" not in response
    assert supervisor.client.put(ADDRESS + query).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(supervisor.user)
    assert strict.post(ADDRESS, {"reason": REASON, "format": "csv"}).status_code == 403
    assert request.reference
