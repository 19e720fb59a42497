"""What search engines read of a page, in the words of schema.org."""

import json

import pytest

from export.deliver import export_site
from tests import factories as make
from tests.html import parse
from tests.site_of_all_kinds import build_site

pytestmark = pytest.mark.django_db
ODD = "</script><b>&amp;'\""


@pytest.fixture
def pages(out):
    return build_site()


def nodes(out, page) -> dict[str, dict]:
    """By their kind."""
    html = (out / page.url.lstrip("/") / "index.html").read_text()
    scripts = [each for each in parse(html).all("script") if "ld+json" in each.get("type", "")]
    if not scripts:
        return {}
    (script,) = scripts
    told = json.loads(script.text)
    assert told["@context"] == "https://schema.org"
    return {node["@type"]: node for node in told["@graph"]}


def test_each_page_says_where_it_stands(pages, out, settings):
    export_site()
    base = settings.WAGTAILADMIN_BASE_URL
    trail = nodes(out, pages["news"])["BreadcrumbList"]["itemListElement"]
    assert [(each["position"], each["name"], each["item"]) for each in trail] == [
        (1, "首页", f"{base}/"),
        (2, pages["news_index"].title, f"{base}/news/"),
        (3, pages["news"].title, f"{base}/news/sign-up/"),
    ]
    assert nodes(out, pages["home"]) == {}


def test_a_guide_says_what_is_done_where_for_whom_and_when_it_was_checked(pages, out):
    guide = make.GuideFactory(
        parent=pages["guide_index"],
        title="居住证",
        slug="told",
        implementing_body="派出所",
        audience="外来务工人员",
        jurisdiction="珠海市",
        enquiry_phone="12345",
        result_name="居住证",
    )
    export_site()
    found = nodes(out, guide)
    service, page = found["GovernmentService"], found["WebPage"]
    assert service["provider"] == {"@type": "GovernmentOrganization", "name": "派出所"}
    assert service["areaServed"]["name"] == "珠海市"
    assert service["audience"]["audienceType"] == "外来务工人员"
    assert service["availableChannel"]["servicePhone"]["telephone"] == "12345"
    assert service["serviceType"] == guide.line.name
    assert (page["lastReviewed"], page["mainEntity"]["@id"]) == ("2026-11-18", service["@id"])
    assert page["@id"].endswith("/guides/told/")


def test_what_is_not_known_is_left_out(pages, out):
    guide = make.GuideFactory(parent=pages["guide_index"], title="少", slug="little")
    export_site()
    service = nodes(out, guide)["GovernmentService"]
    assert set(service) == {"@type", "@id", "name", "description", "serviceType"}
    assert "FAQPage" not in nodes(out, guide)


def test_questions_are_told_as_they_stand_whatever_stands_in_them(pages, out):
    faq = [{"type": "question", "value": {"question": f"要钱吗？{ODD}", "answer": "<p>不要。</p>"}}]
    guide = make.GuideFactory(parent=pages["guide_index"], title=f"奇{ODD}", slug="odd", faq=faq)
    export_site()
    found = nodes(out, guide)
    (question,) = found["FAQPage"]["mainEntity"]
    assert question["name"] == f"要钱吗？{ODD}"
    assert question["acceptedAnswer"]["text"] == "<p>不要。</p>"
    assert found["WebPage"]["name"] == f"奇{ODD}"
