"""Short addresses are on paper: they lead to what they were given to, wherever it is now."""

import json
import re

import pytest
from django.contrib.auth.models import User

from export.deliver import export_site
from export.worker import build_pending
from pages.models import GuidePage, HandbookChapterPage, ShortAddress
from pages.short_addresses import ALPHABET, new_code
from tests import factories as make
from tests.html import parse
from tests.same_site import assert_same, folders_differ
from tests.site_of_all_kinds import build_site

pytestmark = pytest.mark.django_db
HEADING = "22222222-0000"


@pytest.fixture
def pages(out):
    return build_site()


def code_of(page, block="") -> str:
    return ShortAddress.objects.get(page_id=page.pk, block=block).code


def where(out, code) -> str:
    """Where the file at a short address sends its reader; "" when it stays."""
    html = (out / f"s/{code}/index.html").read_text()
    assert parse(html).errors == []
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', html)
    return found[1] if found else ""


def page(out, code) -> str:
    return (out / f"s/{code}/index.html").read_text()


def test_what_is_printed_has_a_code_that_leads_to_it(pages, out):
    export_site()
    for kind in ("handbook", "chapter", "guide", "station", "service"):
        assert where(out, code_of(pages[kind])) == pages[kind].url
    assert where(out, code_of(pages["chapter"], HEADING)) == "/handbook/wages/#h-22222222"
    assert 'id="h-22222222"' in (out / "handbook/wages/index.html").read_text()


def test_it_follows_a_page_that_is_moved_and_renamed(pages, out):
    chapter = pages["chapter"]
    whole, section = code_of(chapter), code_of(chapter, HEADING)
    export_site()
    elsewhere = make.HandbookFactory(title="新手册", slug="new")
    chapter.slug, chapter.title = "wages-now", "工钱"
    chapter.save_revision().publish()
    HandbookChapterPage.objects.get(pk=chapter.pk).move(elsewhere, pos="last-child")
    build_pending()
    assert where(out, whole) == "/new/wages-now/"
    assert where(out, section) == "/new/wages-now/#h-22222222"


def test_a_section_keeps_its_code_while_it_is_reworded(pages, out):
    chapter = pages["chapter"]
    before = code_of(chapter, HEADING)
    raw = list(chapter.body.raw_data)
    chapter.body = json.dumps([raw[1], {**raw[0], "value": "先别吵，先留证据"}])
    chapter.save_revision().publish()
    assert code_of(chapter, HEADING) == before
    export_site()
    assert "先别吵，先留证据" in page(out, before)


def test_a_section_that_is_gone_leads_to_its_chapter(pages, out):
    chapter = pages["chapter"]
    section = code_of(chapter, HEADING)
    chapter.body = json.dumps([{"type": "text", "value": "<p>都在一起。</p>", "id": "a"}])
    chapter.save_revision().publish()
    export_site()
    assert where(out, section).partition("#")[0] == "/handbook/wages/"


def test_what_is_gone_says_so_and_what_it_was(pages, out):
    guide = pages["guide"]
    code = code_of(guide)
    export_site()
    guide.unpublish()
    build_pending()
    assert where(out, code) == ""
    assert "居住证" in page(out, code)
    guide.delete()
    build_pending()
    assert where(out, code) == ""
    assert "居住证" in page(out, code)


def test_an_editor_leads_the_code_of_a_deleted_page_to_another(pages, out, client):
    code = code_of(pages["guide"])
    pages["guide"].delete()
    export_site()
    client.force_login(User.objects.create_superuser("editor"))
    row = ShortAddress.objects.get(code=code)
    form = client.get(f"/admin/short-addresses/edit/{row.pk}/").content.decode()
    assert "居住证" in form
    client.post(f"/admin/short-addresses/edit/{row.pk}/", {"leads_to": pages["article"].pk})
    build_pending()
    assert where(out, code) == pages["article"].url


def test_a_code_is_never_given_out_again(pages, monkeypatch):
    code = code_of(pages["guide"])
    pages["guide"].delete()
    other = next(letter for letter in ALPHABET if letter not in code)
    letters = iter([*code, *other * 4])
    monkeypatch.setattr("pages.short_addresses.secrets.choice", lambda alphabet: next(letters))
    assert new_code() == other * 4


def test_nobody_makes_or_deletes_a_code(pages, client):
    client.force_login(User.objects.create_superuser("admin"))
    row = ShortAddress.objects.get(code=code_of(pages["guide"]))
    client.post(f"/admin/short-addresses/delete/{row.pk}/")
    assert ShortAddress.objects.filter(pk=row.pk).exists()
    listed = client.get("/admin/short-addresses/").content.decode()
    assert f"/admin/short-addresses/edit/{row.pk}/" in listed
    assert "short-addresses/new/" not in listed


def test_a_copy_has_a_code_of_its_own_and_an_alias_none(pages):
    guide = pages["guide"]
    before = code_of(guide)
    copy = guide.copy(update_attrs={"slug": "copy"}, keep_live=True)
    alias = guide.create_alias(update_slug="alias")
    assert code_of(guide) == before
    assert code_of(copy) != before
    assert not ShortAddress.objects.filter(page_id=alias.pk).exists()


def test_a_draft_has_no_code_before_it_is_published(pages):
    guide = make.GuideFactory(
        parent=pages["guide_index"], title="草稿", slug="draft", live=False, publish=False
    )
    assert not ShortAddress.objects.filter(page_id=guide.pk).exists()
    GuidePage.objects.get(pk=guide.pk).save_revision().publish()
    assert ShortAddress.objects.filter(page_id=guide.pk).exists()


def test_codes_hold_no_letter_that_is_mistaken_for_another():
    assert not set(ALPHABET) & set("0o1il2z5s6b89gquvaeiou")
    assert ALPHABET.lower() == ALPHABET


def test_a_new_section_changes_no_other_page_and_leaves_what_a_clean_build_makes(
    pages, out, tmp_path
):
    export_site()
    guide = out / "guides/permit/index.html"
    before = guide.stat().st_mtime_ns
    chapter = pages["chapter"]
    new = {"type": "heading", "id": "33333333-0000", "value": "再找人"}
    chapter.body = json.dumps([*chapter.body.raw_data, new])
    chapter.save_revision().publish()
    build_pending()
    assert where(out, code_of(chapter, "33333333-0000")) == "/handbook/wages/#h-33333333"
    assert guide.stat().st_mtime_ns == before
    export_site(tmp_path / "clean")
    assert_same(folders_differ(out, tmp_path / "clean"))


def test_the_application_follows_it_too_typed_in_capitals(pages, client):
    code = code_of(pages["guide"])
    answer = client.get(f"/s/{code.upper()}/")
    assert (answer.status_code, answer["Location"]) == (302, pages["guide"].url)
    assert client.get("/s/aeio/").status_code == 404
    pages["guide"].delete()
    assert client.get(f"/s/{code}/").status_code == 410


def test_a_page_tells_its_short_address_on_paper_and_to_editors(pages, out, client, settings):
    export_site()
    chapter = pages["chapter"]
    shown = f"{settings.PUBLIC_URL.partition('://')[2]}/s/{code_of(chapter)}"
    assert shown in (out / "handbook/wages/index.html").read_text()
    client.force_login(User.objects.create_superuser("editor"))
    form = client.get(f"/admin/pages/{chapter.pk}/edit/").content.decode()
    assert shown in form
    assert "先别吵" in form
    drawing = client.get(f"/admin/short-addresses/{code_of(chapter)}/qr.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert "short-addresses" in client.get("/admin/").content.decode()
