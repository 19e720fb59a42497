"""Who gets into the inbox, and how much of a request each role sees."""

import pytest
from django.test import Client
from django.urls import reverse

from service_requests.inbox.viewset import STEPS, RequestViewSet
from service_requests.roles import GROUPS, ensure_roles, roles_of
from service_requests.states import Role
from tests.factories_requests import (
    ID_NUMBER,
    VALID_ID,
    administrator,
    make_request,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]

PERSONAL = ["周小麦", "138 0013 8000", "13800138000", "宿舍证明找谁开", VALID_ID]


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client, request) -> str:
    return client.get(f"/admin/requests/{request.pk}/").content.decode()


def urls_of_the_inbox(request):
    for pattern in RequestViewSet().get_urlpatterns():
        args = [request.pk] if "pk" in str(pattern.pattern) else []
        yield pattern.name, reverse(f"service_requests:{pattern.name}", args=args)


POSTS = {*STEPS, "search"}
READ = {"index", "index_results", "request"}  # who reaches the rest: tests/test_staff_urls.py


def call(client, name, url):
    return client.post(url, {"version": "1"}) if name in POSTS else client.get(url)


@pytest.mark.parametrize("who", ["nobody", "编辑", "stranger"])
def test_outsiders_reach_no_url_of_the_inbox(who, django_user_model):
    request = make_request()
    client = Client()
    if who == "编辑":
        client = as_(user_in("编辑"))
    elif who == "stranger":
        client = as_(django_user_model.objects.create_user("stranger"))
    for name, url in urls_of_the_inbox(request):
        response = call(client, name, url)
        assert response.status_code == 302, name
        assert "/admin/requests/" not in response["Location"].split("?")[0]
        assert request.reference not in response.content.decode()
    request.refresh_from_db()
    assert (request.state, request.version) == ("submitted", 1)
    assert request.events.count() == 1


@pytest.mark.parametrize("group", GROUPS)
def test_staff_reach_the_list_and_the_page(group):
    request = make_request()
    client = as_(user_in(group))
    for name, url in urls_of_the_inbox(request):
        if name in READ:
            response = client.get(url)
            assert response.status_code == 200, name
            assert request.reference in response.content.decode()


@pytest.mark.parametrize("query", ["", "?q=ACDE", "?state=closed", "?progress=overdue", "?p=2"])
def test_a_superuser_reaches_the_list_the_results_and_the_page(query):
    request = make_request(reference="ACDE3FHJK7")
    client = as_(administrator())
    for name, url in urls_of_the_inbox(request):
        if name in READ:
            assert client.get(url + query).status_code == 200, name


@pytest.mark.parametrize(("group", "shown"), [("编辑", False), ("办理员", True), ("审计员", True)])
def test_the_menu_names_the_inbox_only_for_staff(group, shown):
    home = as_(user_in(group)).get("/admin/").content.decode()
    assert ("/admin/requests/" in home) == shown


@pytest.mark.parametrize("group", ["办理员", "主管"])
def test_those_who_work_on_it_read_the_content_but_for_id_numbers(group):
    html = page(as_(user_in(group)), make_request())
    for shown in ("周小麦", "138 0013 8000", "宿舍证明找谁开", "1101************2X"):
        assert shown in html
    assert VALID_ID not in html


@pytest.mark.parametrize("who", ["审计员", "administrator"])
@pytest.mark.parametrize("confidential", [False, True])
def test_auditors_see_masks_and_no_words_and_administrators_not_even_those(who, confidential):
    user = administrator() if who == "administrator" else user_in(who)
    request = make_request(confidential=confidential)
    client = as_(user)
    html = page(client, request)
    for mask in ("138****8000", "周**"):
        assert (mask in html) == (who == "审计员")
    for personal in PERSONAL:
        assert personal not in html
    for name, url in urls_of_the_inbox(request):
        if name in STEPS:
            data = {"version": "1", "action": "accept", "words": "x", "key": ID_NUMBER}
            response = client.post(url, data)
            assert response.status_code == 403, name
            assert not any(personal in response.content.decode() for personal in PERSONAL)
    request.refresh_from_db()
    assert request.version == 1


def test_a_confidential_request_shows_a_colleague_its_row_only():
    request = make_request(confidential=True)
    client = as_(user_in("办理员"))
    html = page(client, request)
    assert "保密" in html
    for personal in [*PERSONAL, "138****8000", "周**"]:
        assert personal not in html
    for name in ("note", "reply", "state", "reveal"):
        data = {"version": "1", "action": "accept", "words": "x", "key": ID_NUMBER}
        response = client.post(f"/admin/requests/{request.pk}/{name}/", data)
        assert response.status_code == 403
        assert not any(personal in response.content.decode() for personal in PERSONAL)


def test_whoever_takes_a_confidential_request_reads_it_and_others_still_do_not():
    request = make_request(confidential=True)
    worker, other = as_(user_in("办理员", "甲")), as_(user_in("办理员", "乙"))
    worker.post(f"/admin/requests/{request.pk}/take/", {"version": "1"})
    assert "周小麦" in page(worker, request)
    assert "周小麦" not in page(other, request)
    assert "周小麦" in page(as_(user_in("主管")), request)


def test_revealing_an_id_number_is_logged_and_lasts_for_one_answer():
    request = make_request()
    client = as_(user_in("办理员"))
    url = f"/admin/requests/{request.pk}/reveal/"
    assert client.get(url).status_code == 405
    revealed = client.post(url, {"key": ID_NUMBER})
    assert VALID_ID in revealed.content.decode()
    assert "no-store" in revealed["Cache-Control"]
    event = request.events.get(kind="reveal")
    assert (event.actor_name, event.text) == ("办理员", "身份证号")
    assert VALID_ID not in page(client, request)


def test_only_an_id_number_can_be_revealed():
    request = make_request()
    client = as_(user_in("办理员"))
    assert client.post(f"/admin/requests/{request.pk}/reveal/", {"key": "x"}).status_code == 403
    assert not request.events.filter(kind="reveal").exists()


def test_roles_come_from_groups_and_running_it_again_changes_nothing():
    ensure_roles()
    assert roles_of(user_in("办理员")) == {Role.CASE_WORKER}
    assert roles_of(user_in("主管")) == {Role.SUPERVISOR}
    assert roles_of(user_in("审计员")) == {Role.AUDITOR}
    assert roles_of(user_in("编辑")) == frozenset()
    assert roles_of(administrator()) == {Role.ADMINISTRATOR}


def test_someone_who_left_has_no_role():
    user = user_in("主管")
    user.is_active = False
    assert roles_of(user) == frozenset()
