"""News in numbers, to measure with: sound pages that editors can edit, never on the real site."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, Site

from export.deliver import export_site
from export.models import Change
from news.models import NewsPage
from tests.engine import sitemap

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def sample(django_db_setup, django_db_blocker, tmp_path_factory):
    """The sample site, loaded once for this file's tests and gone after them."""
    folder = tmp_path_factory.mktemp("sample")
    before = settings.MEDIA_ROOT, settings.KEYS_DIR
    settings.MEDIA_ROOT, settings.KEYS_DIR = folder / "media", folder / "keys"
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample")
        yield settings.MEDIA_ROOT
        transaction.set_rollback(True)
    settings.MEDIA_ROOT, settings.KEYS_DIR = before
    Site.clear_site_root_paths_cache()


@pytest.fixture(autouse=True)
def sample_pictures(sample, own_folders, settings):
    settings.MEDIA_ROOT = sample


def measuring_pages():
    return NewsPage.objects.filter(slug__startswith="measuring-").order_by("slug")


def test_pages_are_made_up_to_the_number_wanted_and_twice_adds_nothing():
    call_command("load_sample", news=5)
    first = list(measuring_pages().values())
    assert [page["slug"][-5:] for page in first] == ["00001", "00002", "00003", "00004", "00005"]
    call_command("load_sample", news=5)
    assert list(measuring_pages().values()) == first
    call_command("load_sample", news=7)
    assert measuring_pages().count() == 7
    assert list(measuring_pages().values())[:5] == first
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_is_the_same_whatever_the_number_wanted():
    call_command("load_sample", news=4)
    wanted_at_once = list(measuring_pages().values_list("title", "published_on", "news_kind"))
    for page in measuring_pages():
        page.delete()
    call_command("load_sample", news=2)
    call_command("load_sample", news=4)
    wanted_in_steps = list(measuring_pages().values_list("title", "published_on", "news_kind"))
    assert wanted_in_steps == wanted_at_once


def test_each_page_is_exported_with_its_texts_picture_and_links(out):
    call_command("load_sample", news=3)
    result = export_site()
    assert result.faults == []
    for page in measuring_pages():
        html = (out / f"news/{page.slug}/index.html").read_text()
        article = html.partition("<article")[2].partition("</article>")[0]
        assert "压测内容" in article
        assert article.count("<p>") == 6
        assert "srcset=" in article
        assert len(re.findall('<a href="/news/measuring-0000[123]/">', article)) == 2
        assert f"/news/{page.slug}/" in sitemap(out)


def test_the_public_site_is_told_of_the_new_pages():
    call_command("load_sample", news=2)
    told = set(Change.objects.values_list("object_id", flat=True))
    assert {str(page.pk) for page in measuring_pages()} <= told


def test_an_editor_opens_and_publishes_such_a_page(client, out):
    call_command("load_sample", news=1)
    client.force_login(User.objects.get(username="admin"))
    page = measuring_pages().get()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    page.title = "改过的标题"
    page.save_revision().publish()
    export_site()
    assert "改过的标题" in (out / f"news/{page.slug}/index.html").read_text()


def test_the_real_site_takes_none(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="压测"):
        call_command("load_sample", news=1)
    assert not measuring_pages().exists()
