"""Search finds any piece of Chinese that stands on a page."""

import json

import pytest

from export.deliver import export_site
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(out):
    index = make.GuideIndexFactory(title="办事指南", slug="guides")
    make.GuideFactory(parent=index, title="积分入户", slug="hukou", answer_headline="先看条件")
    make.GuideFactory(
        parent=index,
        title="居住证",
        slug="permit",
        eligibility_intro="<p>想<b>入户</b>的，先办这个。</p>",
    )
    make.GuideFactory(
        parent=index,
        title="参加活动",
        slug="join",
        eligibility_intro="<p>周末有 KTV，报名码 ABC2026。</p>",
    )
    export_site()


@pytest.mark.both_databases
@pytest.mark.parametrize("query", ["入户", "积分", "积分入户", "户", "分入"])
def test_any_substring_of_a_title_finds_its_page(query, site, client):
    assert "/guides/hukou/" in client.get("/search/", {"q": query}).content.decode()


@pytest.mark.parametrize(
    "query", ["KTV", "ktv", "ＫＴＶ", "ｋｔｖ", "abc2026", "ＡＢＣ２０２６", "Ａbc２０2６"]
)
def test_letters_and_digits_are_found_in_any_width_and_case(query, site, client):
    html = client.get("/search/", {"q": query}).content.decode()
    assert "/guides/join/" in html
    assert "/guides/hukou/" not in html


def test_title_hits_come_first_and_text_hits_follow_with_the_words_marked(site, client):
    html = client.get("/search/", {"q": "入户"}).content.decode()
    assert html.index("/guides/hukou/") < html.index("/guides/permit/")
    assert "<mark>入户</mark>" in html


def test_pages_with_any_word_are_shown_when_none_has_all(site, client):
    html = client.get("/search/", {"q": "居住证 火星"}).content.decode()
    assert "/guides/permit/" in html


def test_nothing_found_says_so_and_shows_ways_on(site, client):
    html = client.get("/search/", {"q": "火星移民"}).content.decode()
    assert "火星移民" in html
    assert "没找到“火星移民”" in html


def test_markup_in_a_query_is_shown_as_text(site, client):
    html = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in html


def test_the_list_holds_the_words_of_a_page_and_not_those_of_its_neighbours(site, out):
    blocks = [json.loads(path.read_text()) for path in out.glob("search/entries-*.json")]
    entries = {each["url"]: each for block in blocks for each in block}
    assert "先办这个" in entries["/guides/permit/"]["text"]
    assert "先看条件" not in entries["/guides/permit/"]["text"]


def test_search_sets_no_cookie(site, client):
    assert not client.get("/search/", {"q": "入户"}).cookies
