"""A guide in a phone's browser and on paper."""

import pypdfium2
import pytest
from playwright.sync_api import expect

GUIDE = "/guides/residence-permit/"


@pytest.mark.parametrize("javascript", [False, True])
def test_a_scenario_is_chosen_with_and_without_scripts(open_page, javascript):
    page = open_page(javascript=javascript)
    page.goto(GUIDE)
    expect(page.locator("#bring-list")).to_be_visible()
    expect(page.locator("#bring-2-list")).to_be_hidden()
    page.locator("label[for=bring-2-choice]").click()
    expect(page.locator("#bring-2-list")).to_be_visible()
    expect(page.locator("#bring-list")).to_be_hidden()
    page.locator("#bring-2-list input").first.check()
    page.reload()
    expect(page.locator("#bring-list")).to_be_visible()  # nothing is remembered


@pytest.mark.parametrize("javascript", [False, True])
def test_a_link_leads_to_the_list_of_one_scenario(open_page, javascript):
    page = open_page(javascript=javascript)
    page.goto(f"{GUIDE}#bring-4")
    expect(page.locator("#bring-4-list")).to_be_visible()
    expect(page.locator("#bring-4-list")).to_be_in_viewport()
    assert page.locator("#bring-list").is_hidden() == javascript


def test_the_picture_of_a_list_opens(open_page, site):
    page = open_page()
    page.goto(GUIDE)
    page.locator(".bring-picture a").first.click()
    page.wait_for_url("**/bring.png*")
    assert page.evaluate("document.images[0].naturalWidth") == 1080


def test_every_guide_fits_on_one_sheet_of_paper(open_page, site):
    page = open_page(width=1280)
    guides = [each.name for each in (site.public / "guides").iterdir() if each.is_dir()]
    assert len(guides) > 10
    for name in guides:
        page.goto(f"/guides/{name}/")
        sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
        assert len(sheet) <= 2, name  # both sides
        words = "".join(each.get_textpage().get_text_range() for each in sheet)
        title = page.locator("h1").inner_text()
        assert title.strip()[:4] in words
        assert "以主管部门最新规定为准" in words
        for only_on_screen in ("本页内容", "存成图片", "复制清单", "跳到正文"):
            assert only_on_screen not in words, name
