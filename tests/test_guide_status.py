"""A guide that doesn't hold any more says so wherever it is met."""

import json

import pytest

from export.build import Build
from export.deliver import export_site
from tests import factories as make
from tests.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def stopped():
    index = make.GuideIndexFactory(slug="guides")
    new = make.GuideFactory(parent=index, title="自己写声明", slug="new")
    return make.GuideFactory(
        parent=index,
        title="未婚证明",
        slug="old",
        status="stopped",
        status_note="多数地方不开了",
        replaced_by=new,
    )


def test_its_page_says_so_first_and_leads_to_what_replaces_it(stopped, out):
    export_site()
    html = (out / "guides/old/index.html").read_text()
    assert html.index("多数地方不开了") < html.index("answer-headline")
    notice = html[html.index("多数地方不开了") : html.index("answer-headline")]
    assert 'href="/guides/new/"' in notice


def test_lists_say_so(stopped, out):
    export_site()
    html = parse((out / "guides/index.html").read_text())
    (entry,) = [item for item in html.all("li") if item.get("class") == "stopped"]
    assert "已停办" in "".join(entry.itertext())


def test_search_results_say_so(stopped, out, client):
    export_site()
    found = client.get("/search/", {"q": "未婚证明"}).content.decode()
    assert '<span class="tag stopped">已停办</span>' in found
    assert "tag stopped" not in client.get("/search/", {"q": "写声明"}).content.decode()


def test_search_engines_are_told_and_sent_on(stopped, out, settings):
    export_site()
    html = parse((out / "guides/old/index.html").read_text())
    (script,) = [each for each in html.all("script") if "ld+json" in each.get("type", "")]
    (page,) = [node for node in json.loads(script.text)["@graph"] if node["@type"] == "WebPage"]
    assert page["creativeWorkStatus"] == "已停办"
    assert page["significantLink"] == f"{settings.PUBLIC_URL}/guides/new/"


def test_the_picture_it_is_forwarded_with_says_so(stopped):
    assert alt_of_the_picture(stopped).startswith("办事指南 · 已停办 ")
    assert alt_of_the_picture(stopped.replaced_by).startswith("办事指南 自己")


def alt_of_the_picture(page) -> str:
    return page.facts(Build())["share_image"]["alt"]
