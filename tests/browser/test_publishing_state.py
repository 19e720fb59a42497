"""Where an editor looks after publishing: the state of a page and of the site, kept fresh."""

import pytest
from playwright.sync_api import expect

# What the server puts there while something moves: Wagtail's own script then asks anew.
LOOK_AGAIN = """id => document.getElementById(id).innerHTML =
    'old <span data-controller="w-init" data-w-init-delay-value="10"></span>'"""


@pytest.fixture
def screen(open_page, log_in):
    page = open_page(1280)
    log_in(page, "editor")
    return page


def first_page(screen) -> int:
    listed = screen.request.get("/api/v2/pages/?type=pages.ArticlePage&limit=1").json()
    return listed["items"][0]["id"]


def test_the_state_of_a_page_comes_by_itself(screen):
    screen.goto(f"/admin/pages/{first_page(screen)}/edit/")
    state = screen.locator("#public-file")
    expect(state).to_contain_text("公开的网页是最新的")
    screen.evaluate(LOOK_AGAIN, "public-file")
    expect(state).not_to_contain_text("old")
    expect(state).to_contain_text("公开的网页是最新的")


def test_the_address_leads_to_what_readers_see(screen):
    screen.goto(f"/admin/pages/{first_page(screen)}/edit/")
    address = screen.locator("#public-file a").get_attribute("href")
    assert screen.request.get(address).status == 200


def test_the_state_of_the_site_comes_by_itself(screen):
    screen.goto("/admin/")
    state = screen.locator("#public-site-state")
    expect(state).to_contain_text("上一次发布")
    screen.evaluate(LOOK_AGAIN, "public-site-state")
    expect(state).not_to_contain_text("old")
    expect(state).to_contain_text("上一次发布")


def test_the_whole_site_is_published_again_after_a_question(screen):
    screen.goto("/admin/")
    screen.get_by_role("link", name="全部重新发布").click()
    screen.get_by_role("button", name="全部重新发布").click()
    expect(screen.get_by_text("全站马上重新发布")).to_be_visible()


@pytest.mark.parametrize("address", ["/admin/", "/admin/reports/publishing/"])
def test_it_can_be_read_on_a_phone(open_page, log_in, address):
    phone = open_page(360)
    log_in(phone, "editor")
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
