"""Every page that readers meet, on a phone: for everyone, in one column, and in private.

Each is opened once and measured; each test tells of all pages what is wrong on them.
"""

import json
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.conftest import PATIENCE
from tests.public_pages.answered import ANSWERED
from tests.public_pages.every import every_page
from tests.public_pages.measured import Measure, Measured
from tests.public_pages.sample import Sample

# Of no page that readers meet by themselves: a frame, the editors' previews, a book, signposts;
# and one of frozen editions, which the sample site has none of.
OTHERS = {
    "base.html",
    "blocks/preview.html",
    "pages/handbook_editions.html",
    "print/booklet.html",
    "print/offline.html",
    "redirect.html",
    "short_address.html",
}


@pytest.fixture(scope="module")
def measure(site, chromium):
    context = chromium.new_context(base_url=site.url, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    yield Measure(context)
    context.close()


@pytest.fixture(scope="module")
def measured(sample, measure) -> dict[str, Measured]:
    return {name: measure.of(reach) for name, reach in every_page(sample).items()}


def told(measured: dict[str, Measured], what: str) -> dict[str, object]:
    return {name: faults for name, each in measured.items() if (faults := getattr(each, what))}


def assert_nothing(measured: dict[str, Measured], what: str):
    """Or every fault of every page: pytest would shorten it."""
    faults = told(measured, what)
    assert not faults, json.dumps(faults, ensure_ascii=False, indent=1)


def test_every_template_is_met(sample: Sample):
    """Whoever adds a page that the application answers says in `ANSWERED` how one gets there."""
    templates = settings.BASE_DIR / "templates"
    pages = {
        path.relative_to(templates).as_posix()
        for path in templates.rglob("*.html")
        if is_page(path)
    }
    met = {*sample.exported, *(each.template for each in ANSWERED)}
    assert pages - met <= OTHERS


def is_page(template: Path) -> bool:
    return any(mark in template.read_text() for mark in ("{% extends", "<!doctype"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_core_finds_nothing(scheme, measured):
    assert_nothing(measured, scheme)


def test_nothing_lies_beyond_the_edge_whatever_the_size_of_the_text(measured):
    assert_nothing(measured, "beyond")


def test_every_target_is_large_enough_for_a_thumb(measured):
    assert_nothing(measured, "targets")


def test_pages_ask_no_host_but_ours(measured, site):
    hosts = set().union(*(each.hosts for each in measured.values()))
    assert hosts == {site.url.removeprefix("http://")}


def test_pages_leave_no_cookie(measured):
    """But for the one who signs in: a form that opens what is private is proof against forgery."""
    assert set(told(measured, "cookies")) <= {"sign-in"}


def test_no_script_fails_and_no_policy_is_broken(measured):
    assert_nothing(measured, "errors")


# Faint words by day and by night, a small target, a stranger's picture, a cookie, too much width.
SPOILT = """() => {
  document.body.style.backgroundColor = "#999";
  const title = document.querySelector("h1");
  title.insertAdjacentHTML("afterend",
    "<h4>x</h4><button>×</button><img src='http://localhost:9/'>");
  title.style.color = "#999";
  title.nextElementSibling.style.width = "3000px";
  document.cookie = "seen=1";
  setTimeout(() => { throw new Error("spoilt"); });
}"""


def test_what_is_wrong_is_found(measure):
    def spoil(page):
        page.goto("/")
        page.evaluate(SPOILT)

    found = measure.of(spoil)
    measure.context.clear_cookies()
    told = " ".join(found.light)
    for rule in ("color-contrast", "heading-order", "image-alt"):
        assert rule in told
    assert "color-contrast" in " ".join(found.dark)
    assert {"320 px, text 100 %", "360 px, text 200 %"} <= set(found.beyond)
    assert len(found.targets) == 1
    assert "localhost:9" in found.hosts
    assert found.cookies == ["seen"]
    assert "spoilt" in found.errors
    assert "Content Security Policy" in " ".join(found.errors)
