"""An editor logs in, publishes a news page, and the static file is there."""

import re
import threading

import pytest
from playwright.sync_api import expect


@pytest.mark.both_databases
def test_an_editor_publishes_and_readers_have_it(open_page, log_in, site):
    page = open_page(1280)
    log_in(page, "editor")
    listing = page.request.get("/api/v2/pages/?type=news.NewsIndexPage").json()
    page.goto(f"/admin/pages/{listing['items'][0]['id']}/")
    page.get_by_role("link", name="添加子页面").first.click()
    page.locator('a[href*="/add/news/newspage/"]').click()
    page.locator("#id_title").fill("周六加开一场理发")
    page.locator("#id_published_on").fill("2026-11-24")
    page.get_by_title("插入区块").first.click()
    page.get_by_role("option", name="正文").click()
    text = page.locator(".public-DraftEditor-content").first
    text.click()
    expect(text).to_be_focused()
    page.keyboard.type("早上九点，前山站门口。", delay=20)
    # The editor hands its text to the form a moment after the last key.
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("前山站门口"))
    page.get_by_role("button", name="更多动作").click()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("已发布").first).to_be_visible()
    listed = wait_for_file(site.public / "news/index.html", "周六加开一场理发")
    assert listed
    reader = open_page()
    reader.goto("/news/")
    reader.get_by_role("link", name="周六加开一场理发").first.click()
    expect(reader.get_by_text("早上九点，前山站门口。")).to_be_visible()


def wait_for_file(path, text: str) -> bool:
    """True when the exported file holds the text; the worker has half a minute."""
    pause = threading.Event()
    for _attempt in range(300):
        if path.exists() and text in path.read_text():
            return True
        pause.wait(0.1)
    return False
