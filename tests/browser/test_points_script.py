"""The script of 积分测算 says what the server says, in every number and every line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from pages.points.evaluate import evaluate, mistakes, unanswered
from pages.points.words import words
from tests.point_rules import answers_to, rule_sets

PAGE = "/points/sample-2026/"
ASK = """async ([address, cases, words]) => {
  const { evaluate, mistakes, unanswered } = await import(address);
  return cases.map(([rules, answers]) => {
    const wrong = mistakes(rules, answers);
    const told = Object.keys(wrong).length ? null : evaluate(rules, answers, words);
    return [wrong, unanswered(rules, answers), told];
  });
}"""


def by_the_server(rules, answers) -> list:
    wrong = mistakes(rules, answers)
    told = None if wrong else evaluate(rules, answers, words())
    return [wrong, unanswered(rules, answers), told]


def test_every_number_and_line_is_the_same_as_on_the_server(open_page, record_property):
    page = open_page()
    page.goto(PAGE)
    address = page.get_attribute("[data-evaluator]", "data-evaluator")
    compared = 0

    @settings(max_examples=400, deadline=None)
    @given(st.data())
    def same(data):
        nonlocal compared
        rules = data.draw(rule_sets())
        cases = [[rules, answers] for answers in data.draw(st.lists(answers_to(rules), max_size=8))]
        told = page.evaluate(ASK, [address, cases, words()])
        assert told == [by_the_server(*case) for case in cases]
        compared += len(cases)

    same()
    record_property("tried", f"{compared} answers")
    assert compared > 500


def fill_in(page):
    for gate in ("有没有在有效期里的居住证", "现在有没有合法稳定的工作"):
        page.get_by_role("group", name=gate).get_by_label("有，满足").check()
    page.get_by_role("group", name="最高学历").get_by_label("大专").check()
    page.get_by_role("group", name="职业技能等级").get_by_label("高级工").check()
    page.get_by_label("在珠海交了几年社保").fill("5.5")
    page.get_by_label("做志愿者").fill("150")


def test_points_follow_while_one_chooses_and_the_button_says_the_same(open_page):
    page = open_page()
    page.goto(PAGE)
    result = page.locator("#result")
    expect(result).to_be_hidden()
    page.get_by_role("group", name="最高学历").get_by_label("大专").check()
    expect(page.locator("#points-now output")).to_have_text("30 分，还有 3 题没选，先按 0 分算")
    fill_in(page)
    expect(page.locator("#points-now output")).to_have_text("100 分")
    live = result.inner_text()
    page.get_by_role("button", name="算一算").click()
    expect(page).to_have_title("算出来 100 分：积分入户测算（示例） - 珠海新豫")
    assert result.inner_text() == live
    assert page.url.endswith("/estimate/sample-2026/#result")


def test_a_number_that_is_none_is_told_at_its_field_at_once(open_page):
    page = open_page()
    page.goto(PAGE)
    years = page.get_by_label("在珠海交了几年社保")
    years.fill("五年")
    error = page.get_by_role("alert")
    expect(error).to_have_text("错误：写数字，比如 3 或者 2.5")
    assert years.get_attribute("aria-invalid") == "true"
    assert error.get_attribute("id") in years.get_attribute("aria-describedby")
    years.fill("5")
    expect(error).to_be_hidden()
    assert years.get_attribute("aria-invalid") is None


def test_a_page_kept_past_its_last_day_computes_no_more(open_page):
    page = open_page()
    page.clock.set_fixed_time("2028-01-01T00:00:00+08:00")
    page.goto(PAGE)
    fill_in(page)
    expect(page.locator("#result")).to_be_hidden()


def test_without_a_script_by_keyboard_alone_the_server_answers(open_page):
    page = open_page(javascript=False)
    page.goto(PAGE)
    page.get_by_role("group", name="有没有在有效期里的居住证").get_by_label("有，满足").focus()
    for _question in range(2):  # the two gates
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # the first degree but one
    for _field in range(2):
        page.keyboard.press("Tab")
    page.get_by_role("button", name="算一算").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("职业技能等级：这一题还没选")
    expect(page.get_by_role("group", name="最高学历").get_by_label("大专")).to_be_checked()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_width_needs_sideways_scrolling(open_page, width):
    page = open_page(width)
    for path in (PAGE, "/points/", "/points/sample-2025/", f"{PAGE}worksheet/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_worksheet_fits_on_one_sheet_with_rules_blanks_and_source(open_page):
    page = open_page(1280)
    page.goto(f"{PAGE}worksheet/")
    sheet = PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(sheet) == 1
    assert [round(side) for side in sheet[0].get_size()] == [595, 842]  # A4, in points
    text = "".join(sheet[0].get_textpage().get_text_range().split())
    for told in (
        "这是示例，不是珠海现行的分值",
        "上面2项合计，最多40分",
        "不到1年不算；每满1年6分，最多按10年算",
        "凭：毕业证原件",
        "往年，仅供参考",
        "示例〔2026〕第0号",
        "2026-11-18政策咨询岗",
    ):
        assert told in text, told
