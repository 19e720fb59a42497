"""A parent signs a child up for the camp without JavaScript; staff print the sheet and meet the
child at the door by the code on the receipt."""

import pypdfium2
from playwright.sync_api import expect

A4 = (595, 842)  # points


def test_a_sign_up_travels_from_a_phone_to_the_sheet_and_the_door(open_page, log_in, site):
    parent = open_page(javascript=False)
    reference = sign_up(parent)
    staff = open_page(1280)
    log_in(staff, "supervisor")
    staff.goto("/admin/sign-ups/")
    staff.get_by_role("link", name="朝阳快乐营").first.click()
    staff.get_by_role("link", name="签到表").click()
    expect(staff.get_by_role("button", name="打印")).to_be_visible()
    sheet_for_paper(staff.pdf(prefer_css_page_size=True), reference)
    at_the_door(staff, reference)
    assert reference not in "".join(site.log)


def sign_up(page) -> str:
    """Fill the form in; the reference on the receipt."""
    page.goto("/events/children-camp/")
    page.get_by_label("孩子怎么称呼").fill("小麦")
    page.get_by_label("监护人手机号").fill("138 0013 8000")
    page.get_by_label("监护人怎么称呼").fill("周大山")
    page.get_by_label("找不到监护人时找谁").fill("姑姑")
    page.get_by_label("他的手机号").fill("139 0013 9000")
    for group in page.locator("form fieldset:has(input[type=radio])").all():
        group.locator("input[type=radio]").first.check()
    for consent in page.locator("input[name$=consent]").all():
        consent.check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="送出").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("报上了")
    return page.locator(".slip-number").inner_text()


def sheet_for_paper(pdf: bytes, reference: str):
    """A4, one page for a few, nothing of the admin round it."""
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        page = document[0]
        assert tuple(round(side) for side in page.get_size()) == A4
        words = "".join(page.get_textpage().get_text_bounded().split())
        page.close()
    shown = ["朝阳快乐营", "小麦", reference, "周大山", "13900139000", "监护人同意", "当场来的"]
    assert [each for each in shown if each not in words] == []
    assert "诉求" not in words


def at_the_door(page, reference: str):
    page.goto(f"/admin/sign-ups/check-in/#{reference}")
    field = page.get_by_label("回执号码")
    expect(field).to_have_value(reference)
    assert "#" not in page.url
    page.get_by_role("button", name="到了").click()
    expect(page.get_by_text("不是今天的：报的是")).to_be_visible()
    expect(field).to_have_value(reference)
