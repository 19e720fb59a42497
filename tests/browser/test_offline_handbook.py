"""The handbook in one file: from a phone's folder with the network cut, and from the site."""

import pytest
from playwright.sync_api import expect

ADDRESS = "/handbook/handbook-offline.html"
# A promise would count as true before it is kept.
MADE = f"""() => {{
    fetch('{ADDRESS}').then(answer => {{ window.made ||= answer.ok; }});
    return window.made;
}}"""
LOST_PICTURES = "[...document.images].filter(each => !each.naturalWidth).length"
LOST_LINKS = """[...document.querySelectorAll('a[href^="#"]')].map(each => each.hash.slice(1))
    .filter(id => !document.getElementById(id))"""


@pytest.fixture(scope="module")
def kept(chromium, site, tmp_path_factory):
    """The file as somebody saved it, once the site has made it."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site.url)
    page.wait_for_function(MADE, polling=500, timeout=120_000)
    body = page.request.get(site.url + ADDRESS).body()
    context.close()
    path = tmp_path_factory.mktemp("phone") / "手册.html"
    path.write_bytes(body)
    return path


@pytest.fixture
def reader(chromium):
    """Opens an address offline or online; what was asked for and complained of is noted."""
    contexts = []

    def read(address: str, offline: bool, **options):
        context = chromium.new_context(viewport={"width": 360, "height": 780}, **options)
        contexts.append(context)
        context.set_offline(offline)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(address, wait_until="load")
        return page

    yield read
    for context in contexts:
        context.close()


def outside(page) -> list[str]:
    return [url for url in page.asked if not url.startswith("data:")]


def ground(page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_it_asks_for_nothing_and_lacks_nothing_without_a_network(kept, reader):
    page = reader(kept.as_uri(), offline=True)
    assert outside(page) == [kept.as_uri()]
    assert page.said == []
    assert page.evaluate("document.images.length") > 3
    assert page.evaluate(LOST_PICTURES) == 0
    assert page.evaluate(LOST_LINKS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_it_is_light_or_dark_as_the_phone_is(kept, reader):
    assert ground(reader(kept.as_uri(), offline=True)) == "rgb(251, 250, 246)"
    dark = reader(kept.as_uri(), offline=True, color_scheme="dark")
    assert ground(dark) == "rgb(16, 25, 27)"


def test_contents_lead_to_a_chapter(kept, reader):
    page = reader(kept.as_uri(), offline=True, reduced_motion="reduce")
    page.get_by_role("navigation").get_by_role("link", name="欠薪与工伤").click()
    title = page.get_by_role("heading", name="欠薪与工伤", level=1)
    title.wait_for()
    assert 0 <= title.bounding_box()["y"] < 200


def test_the_site_serves_it_with_its_style_and_asks_for_nothing_else(kept, site, reader):
    page = reader(site.url + ADDRESS, offline=False)
    assert ground(page) == "rgb(251, 250, 246)"
    assert outside(page) == [site.url + ADDRESS]
    assert page.said == []
    assert page.evaluate(LOST_PICTURES) == 0


IN_WECHAT = "Object.defineProperty(navigator, 'userAgent', {value: 'MicroMessenger/8.0'})"


def test_the_handbook_offers_it_with_its_size_and_tells_what_to_do_in_wechat(kept, site, open_page):
    page = open_page()
    page.goto(f"{site.url}/handbook/")
    link = page.locator(f'a[href="{ADDRESS}"]')
    assert "没网也能看" in link.locator("..").inner_text()
    assert "KB" in link.locator("..").inner_text() or "MB" in link.locator("..").inner_text()
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "珠海市异地务工人员服务手册.html"
    page.add_init_script(IN_WECHAT)
    page.reload()
    expect(page.get_by_text("选“在浏览器打开”").first).to_be_visible()
