"""A worker sends a request without JavaScript; a case worker finds, takes and answers it."""

import pytest
from playwright.sync_api import expect

STORY = "三个月没发工资，厂里说下个月。"
ANSWER = "明天下午来前山站，带上工资条。"


@pytest.mark.both_databases
def test_a_request_travels_from_a_phone_to_an_answer(open_page, log_in):
    worker = open_page(javascript=False)
    reference = ask(worker)
    answer(open_page(1280), log_in, reference)
    worker.goto("/apply/status/")
    worker.get_by_label("回执号码").fill(reference)
    worker.get_by_label("手机号后四位").fill("8000")
    worker.get_by_role("button", name="查一下").click()
    expect(worker.get_by_text(ANSWER)).to_be_visible()
    assert worker.context.cookies() == []


def ask(page) -> str:
    """Fill the form in, with a mistake first; the reference on the receipt."""
    page.goto("/services/legal-help/")
    page.get_by_label("手机号").first.fill("138 0013 800")
    page.locator("textarea").first.fill(STORY)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("alert")).to_contain_text("手机号")
    expect(page.locator("textarea").first).to_have_value(STORY)
    page.get_by_label("怎么称呼你").fill("小周")
    page.get_by_label("手机号").first.fill("138 0013 8000")
    for group in page.locator("fieldset:has(input[type=radio])").all():
        group.locator("input[type=radio]").first.check()
    page.locator("input[name=consent]").check()
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_text("小周")).to_be_visible()
    page.get_by_role("button", name="送出").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("收到了")
    return page.locator(".slip-number").inner_text()


def answer(page, log_in, reference: str):
    log_in(page, "caseworker")
    page.goto("/admin/requests/")
    page.get_by_role("link", name=reference).first.click()
    page.get_by_role("button", name="接手").click()
    expect(page.get_by_text(STORY)).to_be_visible()
    page.get_by_label("回复", exact=True).fill(ANSWER)
    page.get_by_role("button", name="存下回复").click()
    expect(page.get_by_text(ANSWER).first).to_be_visible()


def test_an_editor_meets_no_request(open_page, log_in):
    page = open_page(1280)
    log_in(page, "editor")
    expect(page.get_by_role("link", name="诉求")).to_have_count(0)
    page.goto("/admin/requests/")
    assert not page.url.endswith("/admin/requests/")
