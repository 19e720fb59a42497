"""A reader with a phone: from home to a guide to its form, and nothing in the way."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

PAGES = [
    "/", "/guides/", "/guides/id-card/", "/guides/unmarried-certificate/", "/events/",
    "/events/2026-12/", "/events/weekend-class/", "/events/home-meals/", "/events/past/",
    "/handbook/", "/handbook/wages/", "/news/", "/news/notice/", "/stations/",
    "/stations/qianshan/", "/services/", "/services/children-camp/", "/about/", "/about/impact/",
    "/about/privacy/", "/search/?q=入户", "/search/?q=火星", "/apply/status/", "/no-such-page/",
]  # fmt: skip


def test_a_reader_gets_from_home_to_a_guide_to_its_form_without_scripts(open_page):
    page = open_page(javascript=False)
    page.goto("/")
    page.get_by_role("link", name="办证", exact=True).click()
    page.get_by_role("link", name="居住证", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("居住证")
    expect(page.get_by_text("以主管部门最新规定为准").first).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="请中心帮忙").first.click()
    expect(page.get_by_label("手机号").first).to_be_visible()


def test_search_finds_a_word_of_two_characters(open_page):
    page = open_page(javascript=False)
    page.goto("/")
    page.get_by_role("searchbox").fill("入户")
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("main").get_by_role("link", name="积分入户").first).to_be_visible()


def test_an_unknown_address_is_a_page_of_ours_with_ways_on(open_page):
    page = open_page()
    answer = page.goto("/guides/no-such-guide/")
    assert answer.status == 404
    expect(page.get_by_role("navigation", name="栏目")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(width, open_page):
    page = open_page(width)
    wide = {}
    for address in PAGES:
        page.goto(address)
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide[address] = found
    assert wide == {}


def test_pages_ask_no_host_but_ours_and_leave_no_cookie_and_no_error(open_page, site):
    page = open_page()
    hosts, errors = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            errors.append(message.text)
            if message.type == "error" and "404" not in message.text
            else None
        ),
    )
    for address in PAGES:
        page.goto(address)
    assert hosts <= {urlsplit(site.url).netloc}
    assert page.context.cookies() == []
    assert errors == []


def test_large_text_is_remembered_from_page_to_page(open_page):
    page = open_page()
    page.goto("/")
    page.get_by_role("button", name="大字版").click()
    page.goto("/guides/")
    expect(page.locator("html")).to_have_attribute("data-text", "large")
