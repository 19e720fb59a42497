"""A reader with a phone: from home to a guide to its form, and nothing in the way."""

from playwright.sync_api import expect


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


def test_large_text_is_remembered_from_page_to_page(open_page):
    page = open_page()
    page.goto("/")
    page.get_by_role("button", name="大字版").click()
    page.goto("/guides/")
    expect(page.locator("html")).to_have_attribute("data-text", "large")
