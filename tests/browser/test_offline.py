"""Without a network: what was read and the handbook are there, and say from when they are."""

import re
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from playwright.sync_api import expect

from config.public_files import PublicFiles

GUIDE, CHAPTER, FORM = "/guides/residence-permit/", "/handbook/wages/", "/services/papers-help/"


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


class NeverFresh(PublicFiles):
    """The minute for which a browser may keep a page is over at once."""

    def headers_for(self, path, url):
        headers = super().headers_for(path, url)
        return [(name, value.replace("max-age=60", "max-age=0")) for name, value in headers]


def application(environ, start_response):
    """What stands behind the files: an answer that is for one person."""
    start_response("200 OK", [("Content-Type", "text/html"), ("Cache-Control", "no-store")])
    return [b"<!doctype html><html><body><main id=main>private</main></body></html>"]


@pytest.fixture
def folder(site):
    """The exported folder on a server of its own, that can be pulled out of the wall."""
    files = NeverFresh(application, root=str(site.public))
    server = make_server("127.0.0.1", 0, files, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()

    def pull_the_plug():
        server.shutdown()
        thread.join()
        server.server_close()

    server.url, server.pull_the_plug = f"http://127.0.0.1:{server.server_port}", pull_the_plug
    yield server
    if thread.is_alive():
        pull_the_plug()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def kept(page, path: str) -> bool:
    return page.evaluate("path => caches.match(path).then(Boolean)", path)


# A promise would count as true before it is kept.
KEPT = """path => {
    caches.match(path).then(found => { if (found) window[path] = true; });
    return window[path];
}"""


def wait_until_kept(page, path: str):
    page.wait_for_function(KEPT, arg=path, polling=100)


def read(page, folder, *paths):
    for path in paths:
        page.goto(folder.url + path)
        wait_until_kept(page, path)


def test_what_was_read_and_the_handbook_are_there_and_say_how_old_they_are(page, folder):
    read(page, folder, GUIDE)
    wait_until_kept(page, CHAPTER)  # without having been opened
    expect(page.locator(".offline-bar")).to_have_count(0)
    folder.pull_the_plug()
    for path in (GUIDE, CHAPTER):
        page.goto(folder.url + path)
        bar = page.locator(".offline-bar")
        expect(bar).to_contain_text("没有网络。这一页是")
        assert re.search(r"\d{4}年\d+月\d+日 \d{2}:\d{2} 存下的", bar.inner_text())
        assert page.locator("main h1").evaluate("e => getComputedStyle(e).fontWeight") == "700"
        expect(page.locator(".page-foot form")).to_be_hidden()
    page.goto(folder.url + "/about/privacy/")
    expect(page.get_by_role("heading", level=1)).to_have_text("现在没有网络")
    expect(page.get_by_role("main").get_by_role("link", name="110")).to_be_visible()


def test_nothing_that_is_for_one_person_and_no_form_is_kept(page, folder):
    read(page, folder, GUIDE)
    private = ["/admin/", "/apply/status/", "/search/?q=x", "/poster/1/", "/private/"]
    for path in [FORM, *private]:
        page.goto(folder.url + path)
    read(page, folder, CHAPTER)  # what came before is settled by now
    assert not any(kept(page, path) for path in [FORM, *private])
    stored = page.evaluate(
        """async () => Promise.all((await (await caches.open((await caches.keys())[0])).keys())
           .map(async (r) => (await caches.match(r)).text()))"""
    )
    assert not any("private</main>" in text for text in stored)


def test_a_page_that_is_answered_is_never_an_old_one(page, folder, site):
    read(page, folder, GUIDE)
    path = site.public / GUIDE.strip("/") / "index.html"
    page.evaluate(
        """async (path) => {
          const cache = await caches.open((await caches.keys())[0]);
          const headers = {Date: new Date(0).toUTCString()};
          await cache.put(path, new Response("<body>old", {headers}));
        }""",
        GUIDE,
    )
    page.goto(folder.url + GUIDE)
    expect(page.get_by_role("heading", level=1)).to_have_text("居住证")
    assert path.exists()
