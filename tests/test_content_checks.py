"""What stands beside an editor's text: checks that fit Chinese, and how to write."""

import json
import re

import pytest
from django.test import Client

from pages.content_checks import limits
from tests.factories import ArticleFactory
from tests.factories_requests import administrator, plain_static  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]


@pytest.fixture
def desk():
    client = Client()
    client.force_login(administrator())
    return client


def test_the_panel_of_checks_counts_characters_and_looks_at_the_content_only(desk):
    page = ArticleFactory(title="隐私", slug="privacy")
    html = desk.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "data-chinese-characters" in html
    assert "data-content-word-count" not in html  # words between blanks: there are none
    assert "data-content-readability-score" not in html
    told = re.search(r'data-limits="([^"]+)"', html)[1].replace("&quot;", '"')
    assert json.loads(told) == limits()
    assert "pages/content-checks.js" in html
    found = re.search(r'id="checker-axe-configuration"[^>]*>(.*?)</script>', html, re.DOTALL)[1]
    asked = json.loads(found)
    assert asked["context"]["include"] == ["main"]
    assert "image-alt" in asked["options"]["runOnly"]
    assert "guide.wagtail.org" not in html


def test_the_writing_guide_is_read_where_one_writes(desk):
    html = desk.get("/admin/writing/").content.decode()
    assert "先说结论" in html
    assert "<table>" in html
    assert '"/admin/writing/"' in desk.get("/admin/").content.decode()


def test_a_page_that_is_out_offers_its_poster(desk):
    page = ArticleFactory(title="隐私", slug="privacy")
    assert f"/poster/{page.pk}/" in desk.get(f"/admin/pages/{page.pk}/edit/").content.decode()
