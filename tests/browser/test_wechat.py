"""Inside WeChat files do not open and nothing prints: the way out stands where it is wanted."""

import pytest
from playwright.sync_api import expect

PHONE = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0 Mobile"
WAYS_OUT = ["/events/", "/events/dumplings/", "/stations/qianshan/poster/"]


@pytest.fixture
def open_as(chromium, site):
    contexts = []

    def open_one(address, agent, javascript=True):
        context = chromium.new_context(
            base_url=site.url, user_agent=agent, java_script_enabled=javascript
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.mark.parametrize("address", WAYS_OUT)
def test_the_way_out_stands_inside_wechat_and_without_a_script_and_nowhere_else(address, open_as):
    inside = open_as(address, f"{PHONE} MicroMessenger/8.0")
    expect(inside.locator(".wechat-tip").first).to_be_visible()
    expect(inside.locator("[data-print]:visible")).to_have_count(0)
    outside = open_as(address, PHONE)
    expect(outside.locator(".wechat-tip").first).to_be_hidden()
    expect(open_as(address, PHONE, javascript=False).locator(".wechat-tip").first).to_be_visible()
