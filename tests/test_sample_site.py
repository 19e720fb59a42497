"""The sample site as a reader gets it: everything there, every link leading somewhere."""

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Page

from export.deliver import export_site
from news.models import NewsPage, TopicPage
from pages import models
from tests.html import parse

pytestmark = pytest.mark.django_db

# Answered by the application, not by a file.
APPLICATION = ("/apply/", "/estimate/", "/poster/", "/admin/")


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker, tmp_path_factory):
    """The sample site, loaded twice and exported once; gone when this file's tests are done."""
    folder = tmp_path_factory.mktemp("sample")
    before = settings.MEDIA_ROOT, settings.KEYS_DIR, settings.PUBLIC_DIR
    settings.MEDIA_ROOT, settings.KEYS_DIR = folder / "media", folder / "keys"
    settings.PUBLIC_DIR = folder / "build"
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample")
        counts = count_everything()
        call_command("load_sample")
        again = count_everything()
        export_site(folder / "build")
        yield {"out": folder / "build", "counts": counts, "again": again, "keys": folder / "keys"}
        transaction.set_rollback(True)
    settings.MEDIA_ROOT, settings.KEYS_DIR, settings.PUBLIC_DIR = before


def count_everything():
    from django.contrib.auth.models import Group, User

    kinds = (Page, models.ServiceLine, models.ServiceMode, get_image_model(), User, Group)
    return {kind.__name__: kind.objects.count() for kind in kinds} | {
        "revisions": sum(page.revisions.count() for page in Page.objects.all())
    }


@pytest.fixture(scope="module")
def documents(sample):
    return {
        "/" + path.relative_to(sample["out"]).as_posix(): parse(path.read_text())
        for path in sorted(sample["out"].rglob("*.html"))
    }


@pytest.mark.both_databases
def test_loading_twice_doubles_nothing(sample):
    assert sample["again"] == sample["counts"]


def test_the_site_holds_what_a_centre_publishes(sample):
    assert models.GuidePage.objects.live().count() >= 12
    assert models.GuidePage.objects.filter(status="stopped").count() == 2
    assert models.GuidePage.objects.exclude(hometown=[]).exists()
    lines = models.GuidePage.objects.values_list("line__slug", flat=True)
    assert set(lines) == set(models.ServiceLine.objects.values_list("slug", flat=True))
    assert models.ServiceLine.objects.count() == 9
    assert models.HandbookChapterPage.objects.count() == 10
    assert NewsPage.objects.count() == 26
    assert set(NewsPage.objects.values_list("news_kind", flat=True)) == {
        "story", "notice", "bulletin", "press",
    }  # fmt: skip
    assert TopicPage.objects.filter(cover__isnull=False).count() == 4
    assert NewsPage.objects.filter(is_reprint=True).exclude(original_url="").exists()
    assert NewsPage.objects.filter(issue_number__isnull=False).count() == 6
    assert models.EventPage.objects.count() == 16
    assert models.EventPage.objects.exclude(recurrence="").exists()
    assert models.EventPage.objects.filter(status="cancelled").exists()
    assert models.EventPage.objects.exclude(recap=[]).exists()
    assert models.StationPage.objects.count() == 8
    assert models.ServicePage.objects.count() == 8
    assert models.ServicePage.objects.filter(confidential=True).exists()
    assert models.ServicePage.objects.filter(needs_guardian=True).exists()


def test_the_page_tree_is_sound(sample):
    assert Page.find_problems() == ([], [], [], [], [])


def test_pictures_are_many_and_described(sample):
    images = get_image_model().objects.all()
    assert images.count() >= 12
    assert all(len(image.description) > 8 for image in images)


def test_every_policy_page_carries_source_date_and_the_note(sample):
    for guide in models.GuidePage.objects.live():
        html = (sample["out"] / guide.url.lstrip("/") / "index.html").read_text()
        assert guide.source_name in html, guide.title
        assert guide.last_verified.isoformat() in html, guide.title
        assert "以主管部门最新规定为准" in html, guide.title


def test_html_is_valid_on_every_page(documents):
    assert {path: doc.errors for path, doc in documents.items() if doc.errors} == {}


def test_every_id_is_unique_on_its_page(documents):
    for path, document in documents.items():
        ids = document.ids()
        assert len(ids) == len(set(ids)), path


def test_every_internal_link_and_asset_resolves(sample, documents):
    broken = {}
    for path, document in documents.items():
        base = path.removesuffix("index.html")
        for address in document.addresses():
            if is_broken(address, base, sample["out"], documents):
                broken.setdefault(path, []).append(address)
    assert broken == {}


def is_broken(address: str, base: str, out: Path, documents) -> bool:
    address, fragment = urldefrag(address)
    parts = urlsplit(address)
    if parts.scheme or address.startswith("//") or parts.path.startswith(APPLICATION):
        return False
    target = parts.path or base
    if not target.startswith("/"):
        return True
    name = target + "index.html" if target.endswith("/") else target
    if not (out / name.lstrip("/")).is_file():
        return True
    return bool(fragment) and fragment not in documents[name].ids()


def test_only_our_own_host_is_asked_for_anything(documents):
    for path, document in documents.items():
        for element in document.root.iter():
            for attribute in ("src", "srcset", "action", "poster"):
                assert "//" not in (element.get(attribute) or ""), (path, element.attrib)
            if element.tag == "link" and element.get("rel") in {"stylesheet", "icon", "preload"}:
                assert "//" not in element.get("href"), path


def test_nothing_inline_that_the_policy_would_refuse(documents):
    for path, document in documents.items():
        for element in document.root.iter():
            assert element.tag != "style", path
            is_data = element.get("type") == "application/ld+json"  # no browser runs it
            assert element.tag != "script" or element.get("src") or is_data, path
            assert not any(name == "style" or name.startswith("on") for name in element.attrib), (
                path
            )


def test_every_picture_has_a_text_and_a_size(documents):
    for path, document in documents.items():
        for image in document.all("img"):
            assert image.get("alt") is not None, path
            assert image.get("width"), path
            assert image.get("height"), path


def test_headings_descend_one_step_at_a_time(documents):
    for path, document in documents.items():
        levels = [
            int(element.tag[1])
            for element in document.root.iter()
            if isinstance(element.tag, str) and re.fullmatch("h[1-6]", element.tag)
        ]
        if path.endswith("index.html") and levels:
            assert levels.count(1) == 1, path
            jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
            assert not jumps, (path, levels)


def locations(path):
    root = ElementTree.parse(path).getroot()  # noqa: S314
    return [element.text for element in root.iter() if element.tag.endswith("loc")]


def test_sitemap_lists_every_live_page(sample):
    parts = locations(sample["out"] / "sitemap.xml")
    paths = [sample["out"] / part.rpartition("/")[2] for part in parts]
    listed = {address for path in paths for address in locations(path)}
    home = models.HomePage.objects.get()
    assert len(listed) == home.get_descendants(inclusive=True).live().count()


def test_feed_is_atom_with_absolute_addresses(sample):
    root = ElementTree.parse(sample["out"] / "news/feed.xml").getroot()  # noqa: S314
    atom = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{atom}entry")
    assert len(entries) == 20
    assert all(entry.find(f"{atom}link").get("href").startswith("http") for entry in entries)
    assert len({entry.find(f"{atom}id").text for entry in entries}) == 20


def test_not_found_page_leads_back(sample):
    document = parse((sample["out"] / "404.html").read_text())
    assert "/" in document.addresses()
    assert "/guides/" in document.addresses()


def test_search_list_covers_every_page_but_home(sample):
    blocks = (sample["out"] / "search").glob("entries-*.json")
    entries = [entry for path in blocks for entry in json.loads(path.read_text())]
    assert len(entries) == models.HomePage.objects.get().get_descendants().live().count()


def test_sample_passwords_are_made_here_and_kept_for_this_user_only(sample):
    path = sample["keys"] / "sample-accounts.txt"
    assert path.stat().st_mode & 0o777 == 0o600
    lines = path.read_text().split("\n")
    passwords = {line.split()[1] for line in lines if line}
    assert len(passwords) == 4
    assert all(len(password) >= 12 for password in passwords)


def test_an_edited_page_is_left_alone_by_a_second_load(sample):
    page = models.ArticlePage.objects.first()
    page.title = "编辑改过的标题"
    page.save_revision().publish()
    call_command("load_sample")
    assert models.ArticlePage.objects.get(pk=page.pk).title == "编辑改过的标题"
