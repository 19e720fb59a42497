"""Before setting out: is the station open now? And a sheet of paper for its door."""

import pypdfium2
import pytest
from playwright.sync_api import expect

QIANSHAN = "/stations/qianshan/"  # Tuesday to Sunday 9:00–12:00 and 14:00–17:30; not on 1 January


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-25T02:00:00Z", "现在开着，12:00 关"),  # a Wednesday, 10:00 in Zhuhai
        ("2026-11-25T03:40:00Z", "快关了，12:00 关"),
        ("2026-11-25T04:00:00Z", "现在没开，今天 14:00 开"),  # closed on the dot
        ("2026-11-25T06:00:00Z", "现在开着，17:30 关"),  # open on the dot
        ("2026-11-24T23:30:00Z", "现在没开，今天 9:00 开"),  # 7:30 of the next day
        ("2026-11-25T10:00:00Z", "现在没开，明天 9:00 开"),
        ("2026-11-29T10:00:00Z", "现在没开，周二 9:00 开"),  # Sunday evening: not on Mondays
        ("2027-01-01T02:00:00Z", "现在没开，明天 9:00 开"),  # a Friday, but New Year's Day
        ("2026-12-31T10:00:00Z", "现在没开，周六 9:00 开"),
    ],
)
def test_a_station_says_whether_it_is_open_by_its_own_clock(moment, said, open_page):
    page = open_page(timezone="America/New_York")
    page.clock.set_fixed_time(moment)
    page.goto(QIANSHAN)
    expect(page.locator(".open-now")).to_have_text(said)


def test_what_it_says_follows_the_clock(open_page):
    page = open_page()
    page.clock.install(time="2026-11-25T03:59:00Z")
    page.goto("/stations/")
    first = page.locator(".open-now").first
    expect(first).to_have_text("快关了，12:00 关")
    page.clock.fast_forward(61_000)
    expect(first).to_have_text("现在没开，今天 14:00 开")


def test_without_scripts_the_table_tells_the_hours_and_nothing_is_claimed(open_page):
    page = open_page(javascript=False)
    page.goto(QIANSHAN)
    expect(page.locator(".open-now")).to_be_hidden()
    row = page.get_by_role("row", name="周二至周日")
    expect(row).to_contain_text("9:00–12:00、14:00–17:30")


def test_the_address_alone_can_be_copied(open_page):
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(QIANSHAN)
    page.get_by_role("button", name="复制地址").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#station-address").inner_text()


@pytest.mark.parametrize("slug", ["qianshan", "jing-an"])  # the longest lists of hours
def test_a_poster_fills_one_sheet_of_a4(slug, open_page):
    page = open_page(width=1280)
    page.goto(f"/stations/{slug}/poster/")
    title = page.get_by_role("heading", level=1).inner_text()
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(sheet) == 1
    assert [round(side) for side in sheet[0].get_size()] == [595, 842]  # in points
    words = sheet[0].get_textpage().get_text_range()
    assert title in words
    assert "0756-000 0000" in words
    assert "请中心帮忙" not in words  # nothing of what surrounds pages
    page.emulate_media(media="print")
    edges = page.evaluate(
        """() => ["article.poster", ".poster-foot"].map(
            (name) => document.querySelector(name).getBoundingClientRect().bottom)"""
    )
    assert edges[1] <= edges[0]
