"""Through the inbox by keyboard: rows, a request and back, and never a key taken from a field."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_asking_for_help import ask


@pytest.fixture
def inbox(open_page, log_in):
    for _ in range(2):
        ask(open_page(javascript=False))
    page = open_page(1280)
    log_in(page, "supervisor")
    page.goto("/admin/requests/")
    return page


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def follow(page, key: str):
    """To the page that a key leads to, until its scripts are there."""
    with page.expect_navigation():
        page.keyboard.press(key)


def references(page) -> list[str]:
    return [each.strip() for each in page.locator(".requests-list .title a").all_text_contents()]


def test_j_and_k_go_from_row_to_row_and_o_opens(inbox):
    first, second, *_rest = references(inbox)
    inbox.keyboard.press("k")
    assert focused(inbox) == first
    inbox.keyboard.press("j")
    assert focused(inbox) == second
    inbox.keyboard.press("k")
    assert focused(inbox) == first
    inbox.keyboard.press("j")
    follow(inbox, "o")
    expect(inbox.get_by_role("heading", level=1)).to_contain_text(second)
    follow(inbox, "u")
    expect(inbox.locator(".requests-list")).to_be_visible()


def test_enter_opens_the_row_and_x_ticks_it(inbox):
    first, *_rest = references(inbox)
    inbox.keyboard.press("j")
    inbox.keyboard.press("x")
    box = inbox.locator(".requests-list input[name=chosen]").first
    expect(box).to_be_checked()
    inbox.keyboard.press("x")
    expect(box).not_to_be_checked()
    follow(inbox, "Enter")
    expect(inbox.get_by_role("heading", level=1)).to_contain_text(first)


def test_a_slash_leads_to_the_search_where_keys_are_letters_again(inbox):
    inbox.keyboard.press("/")
    search = inbox.get_by_placeholder("编号，或完整的手机号")
    expect(search).to_be_focused()
    inbox.keyboard.type("jox?/")
    expect(search).to_have_value("jox?/")
    expect(inbox.locator("#request-keys")).to_be_hidden()
    assert inbox.url.endswith("/admin/requests/")


def test_a_question_mark_shows_the_keys_and_then_no_other_does_anything(inbox):
    inbox.keyboard.press("?")
    dialog = inbox.locator("#request-keys")
    expect(dialog).to_contain_text("下一件")
    inbox.keyboard.press("j")
    assert focused(inbox) not in references(inbox)
    inbox.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_on_a_request_n_and_r_lead_to_the_fields_and_nothing_is_sent(inbox):
    inbox.keyboard.press("j")
    follow(inbox, "o")
    inbox.keyboard.press("t")
    take = inbox.get_by_role("button", name="接手")
    expect(take).to_be_focused()
    for key, label in (("n", "备注"), ("r", "回复")):
        inbox.keyboard.press(key)
        field = inbox.get_by_label(label, exact=True)
        expect(field).to_be_focused()
        inbox.keyboard.type("nru")
        expect(field).to_have_value("nru")
        field.blur()
    expect(take).to_be_visible()


def test_whoever_turned_shortcuts_off_has_none(open_page, log_in):
    ask(open_page(javascript=False))
    page = open_page(1280)
    log_in(page, "admin")
    page.goto("/admin/requests/")
    expect(page.get_by_role("button", name="键盘")).to_be_visible()
    page.goto("/admin/account/")
    for field, words in (("first_name", "管"), ("last_name", "理"), ("email", "a@b.invalid")):
        page.locator(f"[name$={field}]").fill(words)
    page.locator("[name$=keyboard_shortcuts]").uncheck(force=True)
    with page.expect_navigation():
        page.get_by_role("button", name="保存").first.click()
    page.goto("/admin/requests/")
    expect(page.get_by_role("button", name="键盘")).to_have_count(0)
    page.keyboard.press("j")
    assert focused(page) not in references(page)
