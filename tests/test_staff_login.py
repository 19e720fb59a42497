"""Getting in, and not getting in: login and password pages, refusals, private documents."""

import re

import pytest
from django.test import Client
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from tests import factories as make
from tests.html import parse

ENGLISH = re.compile(r"[A-Za-z]{2,}")
NAMES = {"Cookie", "PDF", "Atom"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def private_page():
    return make.ArticleFactory(title="内部通知", slug="internal")


def english(html: str) -> set[str]:
    """English words that a person would see, the scripts and styles aside."""
    seen = re.sub(r"(?s)<(script|style|svg|noscript|template)\b.*?</\1>|<!--.*?-->", "", html)
    seen = " ".join(re.findall(r'(?:placeholder|aria-label|title|alt)="([^"]*)"', seen)) + re.sub(
        r"<[^>]*>", " ", seen
    )
    return set(ENGLISH.findall(seen)) - NAMES


def assert_public(response, status: int, *words: str):
    """A page of our site: header, footer, no English, and the words."""
    html = response.content.decode()
    assert response.status_code == status
    assert 'id="main"' in html
    assert "site-footer" in html
    assert parse(html).errors == []
    assert english(html) == set()
    for word in words:
        assert word in html


@pytest.mark.parametrize("url", ["/admin/login/", "/admin/password_reset/"])
def test_staff_log_in_without_a_word_of_english(url, client):
    html = client.get(url).content.decode()
    assert english(html) == set()
    assert "Wagtail" not in html.partition("</title>")[0]


def test_the_password_field_has_its_label(client):
    html = client.get("/admin/login/").content.decode()
    assert re.search(r'<label[^>]*for="id_password"[^>]*>\s*密码', html)


def test_a_wrong_password_is_told_in_chinese(client):
    answer = client.post("/admin/login/", {"username": "a", "password": "b"})
    assert english(answer.content.decode()) == set()


def test_a_page_with_a_password_asks_for_it_and_opens(private_page, client):
    restriction = PageViewRestriction.objects.create(
        page=private_page, restriction_type="password", password="芝麻开门"
    )
    asked = client.get("/internal/")
    assert_public(asked, 200, '<label for="password">密码</label>', 'type="password"')
    action = f"/_util/authenticate_with_password/{restriction.pk}/{private_page.pk}/"
    assert action in asked.content.decode()
    data = {"password": "猜的", "return_url": "/internal/"}
    assert_public(client.post(action, data), 200, "错误：", 'value="/internal/"')
    opened = client.post(action, data | {"password": "芝麻开门"}, follow=True)
    assert "内部通知" in opened.content.decode()


def test_the_form_passes_its_own_check_of_origin(private_page):
    PageViewRestriction.objects.create(
        page=private_page, restriction_type="password", password="芝麻开门"
    )
    client = Client(enforce_csrf_checks=True)
    html = client.get("/internal/").content.decode()
    names = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html))
    action = re.search(r'<form class="form" action="([^"]+)"', html)[1]
    answer = client.post(action, names | {"password": "芝麻开门"})
    assert (answer.status_code, answer["Location"]) == (302, "/internal/")


def test_a_page_for_the_logged_in_leads_to_a_login_in_our_clothes(private_page, django_user_model):
    django_user_model.objects.create_user("reader", password="芝麻开门")
    PageViewRestriction.objects.create(page=private_page, restriction_type="login")
    client = Client()
    asked = client.get("/internal/", follow=True)
    assert_public(asked, 200, "用户名", "密码", 'name="next" value="/internal/"')
    data = {"username": "reader", "next": "/internal/"}
    wrong = client.post("/_util/login/", data | {"password": "猜的"})
    assert_public(wrong, 200, 'role="alert"', 'name="next" value="/internal/"')
    opened = client.post("/_util/login/", data | {"password": "芝麻开门"}, follow=True)
    assert "内部通知" in opened.content.decode()


def test_a_document_comes_as_a_file(client):
    make.home()
    document = make.DocumentFactory()
    answer = client.get(f"/documents/{document.pk}/{document.filename}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 sample"


def test_a_private_document_asks_who_is_there(client, admin_client):
    make.home()
    document = make.DocumentFactory()
    restriction = CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="login"
    )
    url = f"/documents/{document.pk}/{document.filename}"
    assert client.get(url)["Location"].startswith("/_util/login/?next=/documents/")
    assert admin_client.get(url).status_code == 200
    restriction.restriction_type, restriction.password = "password", "芝麻开门"
    restriction.save()
    assert_public(client.get(url), 200, '<label for="password">密码</label>')


def test_a_form_that_got_too_old_is_refused_in_our_words():
    make.home()
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a"})
    assert_public(answer, 403, "这张表过期了", "回首页")


def test_a_request_that_makes_no_sense_is_refused_in_our_words(client):
    make.home()
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert_public(answer, 400, "这一步没走通")


def test_a_page_one_may_not_see_is_refused_in_our_words(rf):
    from django.core.exceptions import PermissionDenied
    from django.core.handlers.exception import response_for_exception

    make.home()
    assert_public(response_for_exception(rf.get("/"), PermissionDenied()), 403, "这里进不去")
