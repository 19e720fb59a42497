"""What scripts add to a form: questions that don't apply are hidden, and a copy stays on the phone
where the person wants one."""

from playwright.sync_api import expect

FORM = "/services/papers-help/"
KEEP = "在这部手机上留一份"


def test_questions_about_another_person_appear_when_they_apply(open_page):
    page = open_page()
    page.goto(FORM)
    relation = page.locator("#agent_relation")
    expect(relation).to_be_hidden()
    page.get_by_label("替别人填").check()
    expect(relation).to_be_visible()
    page.get_by_label("我自己的").check()
    expect(relation).to_be_hidden()


def test_a_form_is_kept_on_the_phone_only_when_the_person_wants_it(open_page):
    page = open_page()
    page.goto(FORM)
    page.locator("#name").fill("小周")
    page.reload()
    expect(page.locator("#name")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_a_kept_form_is_there_again_without_numbers_and_consents(open_page):
    page = open_page()
    page.goto(FORM)
    page.get_by_label(KEEP).check()
    page.locator("#name").fill("小周")
    page.locator("input[name=consent]").check()
    page.reload()
    expect(page.locator("#name")).to_have_value("小周")
    expect(page.locator("input[name=consent]")).not_to_be_checked()
    page.get_by_label(KEEP).uncheck()
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft:'))") == []


def test_a_form_that_cannot_be_sent_stays_and_says_so(open_page):
    page = open_page()
    page.goto(FORM)
    page.locator("#name").fill("小周")
    page.context.set_offline(True)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_text("现在没有网，没送出去")).to_be_visible()
    expect(page.locator("#name")).to_have_value("小周")


def test_what_was_kept_is_gone_once_the_form_was_sent(open_page):
    page = open_page()
    page.goto(FORM)
    page.get_by_label(KEEP).check()
    page.locator("#name").fill("小周")
    page.locator("#phone").fill("13800138111")
    for words in page.locator("form textarea:visible").all():
        words.fill("想请你们看看材料")
    for group in page.locator("fieldset:visible:has(input[type=radio])").all():
        group.locator("input[type=radio]").first.check()
    page.locator("input[name=consent]").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="送出").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("收到了")
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft:'))") == []
