"""From one page to the next: home, the map of the site, the guides beside a guide, and posters."""

import re

import pytest

from export.deliver import export_changes, export_site
from pages.models import GuidePage
from tests.factories import GuideFactory, ServiceLineFactory
from tests.site_of_all_kinds import build_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    return build_site()


def links(html: str) -> list[str]:
    return re.findall(r'<a [^>]*href="([^"#]*)"', html)


def test_the_map_leads_to_every_page_and_is_written_only_when_a_name_or_place_changes(pages, out):
    export_site()
    path = out / "sitemap" / "index.html"
    listed = set(links(path.read_text()))
    named = {page.url for kind, page in pages.items() if kind not in {"news", "event"}}
    assert named <= listed
    assert not {pages["news"].url, pages["event"].url} & listed  # their lists have them
    assert "/sitemap/" in links((out / "index.html").read_text())
    before = path.stat().st_mtime_ns
    guide = pages["guide"]
    guide.answer, guide.summary = "换了说法", "换了导语"
    guide.save_revision().publish()
    export_changes()
    assert "换了说法" in (out / guide.url.strip("/") / "index.html").read_text()
    assert path.stat().st_mtime_ns == before
    guide.title = "居住证和签注"
    guide.save_revision().publish()
    export_changes()
    assert "居住证和签注" in path.read_text()


def test_the_map_answers_before_it_is_exported_and_no_page_may_take_its_place(pages, client, out):
    assert pages["guide"].url in links(client.get("/sitemap/").content.decode())
    pages["article"].slug, pages["section"].slug = "map", "sitemap"
    pages["section"].save()
    export_site()
    assert "网站地图" in (out / "sitemap" / "index.html").read_text()


def test_a_guide_leads_to_those_beside_it_in_the_order_of_the_list(pages, out):
    parent, first = pages["guide"].get_parent(), pages["guide"]
    papers = ServiceLineFactory()
    jobs = ServiceLineFactory(slug="jobs", name="就业", order=2)
    GuidePage.objects.filter(pk=first.pk).update(line=papers)
    last = GuideFactory(parent=parent, title="找工作", slug="work", line=jobs)
    middle = GuideFactory(parent=parent, title="身份证", slug="id-card", line=papers)
    export_site()
    shown = {each: beside(out, each) for each in (first, middle, last)}
    assert shown[first] == [("next", middle.url)]
    assert shown[middle] == [("prev", first.url), ("next", last.url)]
    assert shown[last] == [("prev", middle.url)]


def beside(out, page) -> list[tuple[str, str]]:
    html = (out / page.url.strip("/") / "index.html").read_text()
    found = re.findall(r'rel="(prev|next)" href="([^"]+)"', html)
    return found or re.findall(r'class="to-next" rel="(next)" href="([^"]+)"', html)


def test_any_page_is_a_sheet_with_a_code_to_its_lasting_address(pages, client):
    guide = pages["guide"]
    html = client.get(f"/poster/{guide.pk}/").content.decode()
    assert guide.answer_headline in re.sub("<[^>]+>", "", html)
    assert '<p class="poster-label">办事指南</p>' in html
    assert re.search(r"/s/[a-z0-9]{4}<", html)
    assert "<svg" in html
    article = client.get(f"/poster/{pages['article'].pk}/").content.decode()
    assert "/about/privacy/" in article
    station = pages["station"]
    assert client.get(f"/poster/{station.pk}/")["Location"] == f"{station.url}poster/"
    assert client.get("/poster/999999/").status_code == 404
    guide.unpublish()
    assert client.get(f"/poster/{guide.pk}/").status_code == 404


def test_what_happens_to_people_leads_to_a_page_a_phone_and_a_few_more_ways(pages, out):
    home, guide, service = pages["home"], pages["guide"], pages["service"]
    ways = [{"page": service.pk, "label": "请中心帮忙"}, {"page": guide.pk, "label": ""}]
    value = {"title": "被欠薪", "text": "电话打给谁", "icon": "wages", "page": pages["chapter"].pk}
    items = [{"type": "item", "id": str(place), "value": way} for place, way in enumerate(ways)]
    home.situations = [
        {"type": "situation", "value": value | {"phone": "12333", "ways": items}},
        {"type": "situation", "value": value | {"title": "从前写的"}},
    ]
    home.save_revision().publish()
    guide.unpublish()
    export_site()
    html = (out / "index.html").read_text()
    shown = re.findall(r'<ul class="situation-ways">(.*?)</ul>', html, re.DOTALL)
    assert len(shown) == 1
    assert links(shown[0]) == ["tel:12333", service.url]
    assert "从前写的" in html


def test_addresses_and_numbers_can_be_copied(pages, client):
    guide = pages["guide"]
    guide.enquiry_phone = "0756-000 0000"
    guide.save_revision().publish()
    for page, copied in ((guide, ["enquiry-phone"]), (pages["station"], ["station-address"])):
        html = client.get(page.url).content.decode()
        assert set(copied) <= set(re.findall(r'data-copy="([^"]+)"', html))
        assert all(f'id="{each}"' in html for each in re.findall(r'data-copy="([^"]+)"', html))


def test_a_sheet_to_print_asks_nothing_at_its_foot(pages, out):
    export_site()
    for kind, sheet in (("station", "poster"), ("points", "worksheet")):
        place = out / pages[kind].url.strip("/")
        assert 'id="helped"' in (place / "index.html").read_text()
        assert 'id="helped"' not in (place / sheet / "index.html").read_text()
