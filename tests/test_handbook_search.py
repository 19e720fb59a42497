"""Search within the handbook: finds sections, and leads to their place."""

import pytest
from django.conf import settings
from django.db import transaction

from export.build import Build
from export.deliver import export_site
from handbook_files.section_list import of_chapter
from tests import factories as make

RENTING = [
    {"type": "text", "id": "aaaaaaaa-0000", "value": "<p>先看房，再签字。</p>"},
    {"type": "heading", "id": "bbbbbbbb-0000", "value": "押金怎么退"},
    {"type": "text", "id": "cccccccc-0000", "value": "<p>退租前一起看一遍屋子。</p>"},
    {"type": "heading", "id": "dddddddd-0000", "value": "水电"},
    {"type": "text", "id": "eeeeeeee-0000", "value": "<p>电表读数写在押金条上。</p>"},
]


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker, tmp_path_factory):
    """A handbook and two guides, exported once for all of these tests."""
    before = settings.MEDIA_ROOT, settings.PUBLIC_DIR
    folder = tmp_path_factory.mktemp("within")
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = folder / "media", folder / "build"
    with django_db_blocker.unblock(), transaction.atomic():
        yield {"handbook": build_handbook(), "out": folder / "build"}
        transaction.set_rollback(True)
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = before


@pytest.fixture
def handbook(published, own_folders, settings, django_db_blocker):
    settings.PUBLIC_DIR = published["out"]
    with django_db_blocker.unblock(), transaction.atomic():
        yield published["handbook"]
        transaction.set_rollback(True)


def build_handbook():
    handbook = make.HandbookFactory(title="手册", slug="handbook")
    make.ChapterFactory(parent=handbook, title="租房", slug="renting", body=RENTING)
    body = [{"type": "text", "id": "ffffffff-0000", "value": "<p>先交押金的活不去。</p>"}]
    make.ChapterFactory(parent=handbook, title="找工作", slug="jobs", body=body)
    index = make.GuideIndexFactory(title="办事指南", slug="guides")
    make.GuideFactory(parent=index, title="租房押金", slug="deposit")
    make.GuideFactory(parent=index, title="居住证", slug="permit")
    export_site()
    return handbook


def found(client, query: str, **given) -> str:
    answer = client.get("/search/", {"q": query, "within": "/handbook/"} | given)
    assert answer.status_code == 200
    return answer.content.decode().partition('id="search-results"')[2].partition("</main>")[0]


def test_each_result_is_a_section_and_leads_to_its_place(handbook, client, out):
    html = found(client, "押金")
    places = ["/handbook/renting/#h-bbbbbbbb", "/handbook/renting/#h-dddddddd", "/handbook/jobs/"]
    assert [html.index(f'href="{place}"') for place in places]
    assert html.index(places[0]) < html.index(places[1])  # what has it in its title comes first
    assert 'id="h-bbbbbbbb"' in (out / "handbook/renting/index.html").read_text()


def test_pages_outside_the_handbook_are_one_link_away(handbook, client):
    html = found(client, "押金")
    assert "/guides/deposit/" not in html
    assert 'href="/search/?q=%E6%8A%BC%E9%87%91"' in html


def test_results_can_be_narrowed_down_to_a_chapter(handbook, client):
    assert "租房 2" in found(client, "押金")
    html = found(client, "押金", kind="找工作")
    assert 'href="/handbook/jobs/"' in html
    assert "#h-bbbbbbbb" not in html


def test_who_finds_nothing_is_told_how_much_the_site_has(handbook, client):
    assert "手册里没有，全站有 1 页" in found(client, "居住证")
    assert "全站有" not in found(client, "火星")


def test_the_box_stands_on_the_handbook_and_its_chapters_and_needs_no_script(handbook, client, out):
    for path in ("handbook/index.html", "handbook/renting/index.html"):
        form = (out / path).read_text().rpartition('action="/search/" method="get"')[2]
        assert 'name="within" value="/handbook/"' in form.partition("</form>")[0]
    answer = client.get("/search/", {"q": "押金", "within": "/handbook/"}).content.decode()
    assert 'name="within" value="/handbook/"' in answer


def test_an_address_that_is_no_handbook_searches_the_whole_site(handbook, client):
    for within in ("/guides/", "<script>", "/"):
        answer = client.get("/search/", {"q": "居住证", "within": within}).content.decode()
        assert "/guides/permit/" in answer


def test_what_is_published_is_found_where_it_stands_now(handbook, client):
    chapter = handbook.get_children().get(slug="renting").specific
    chapter.body = [*RENTING[:1], RENTING[1] | {"value": "定金怎么退"}]
    chapter.save_revision().publish()
    export_site()
    assert "#h-bbbbbbbb" in found(client, "定金")
    assert "租房" not in found(client, "押金")


@pytest.mark.django_db
def test_a_chapter_that_is_gone_is_no_fault(caplog):
    assert of_chapter(Build(), 999_999) == []
    assert not caplog.records
