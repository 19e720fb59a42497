"""One bad row never stops the site: it is left out, told in the admin, and the rest goes on."""

import shutil
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from export.models import Pulse, Run
from export.worker import build_pending, every_minute
from export.write import NotOurs
from pages.models import ArticlePage
from tests import factories as make
from tests.site_of_all_kinds import build_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    pages = build_site()
    build_pending()
    return pages


@pytest.fixture
def admin(client):
    client.force_login(User.objects.create_superuser("boss", "b@example.invalid", "pass"))
    return client


def break_article(monkeypatch, title):
    whole = ArticlePage.facts

    def facts(self, build):
        if self.title == title:
            raise RuntimeError("broken")
        return whole(self, build)

    monkeypatch.setattr(ArticlePage, "facts", facts)


def test_a_page_that_cannot_be_made_keeps_its_old_file_and_the_rest_goes_on(
    pages, out, monkeypatch
):
    before = (out / "about/privacy/index.html").read_bytes()
    page = pages["article"]
    page.title = "做不出来"
    page.save_revision().publish()
    pages["news"].unpublish()
    break_article(monkeypatch, "做不出来")
    build_pending()
    assert (out / "about/privacy/index.html").read_bytes() == before
    assert not (out / "news/sign-up").exists()
    assert "做不出来" in Run.objects.first().faults


def test_a_lost_picture_is_told_and_the_page_goes_out_without_it(pages, out):
    picture = make.ImageFactory(title="丢了的图")
    picture.file.storage.delete(picture.file.name)
    make.ArticleFactory(title="有图", slug="with-picture", cover=picture)
    build_pending()
    assert (out / "with-picture/index.html").exists()
    assert "丢了的图" in Run.objects.first().faults


def test_a_lost_document_is_told(pages, out):
    document = make.DocumentFactory()
    document.file.storage.delete(document.file.name)
    body = [{"type": "attachments", "value": {"attachments": [{"document": document.pk}]}}]
    make.ArticleFactory(title="有附件", slug="with-file", body=body)
    build_pending()
    assert (out / "with-file/index.html").exists()
    assert "notice" in Run.objects.first().faults


@pytest.mark.parametrize("old_path", ["/index.html", "/sitemap.xml", "/../evil", "/about/privacy"])
def test_a_redirect_from_a_taken_or_evil_address_gives_way(old_path, pages, out):
    before = (out / "index.html").read_bytes()
    Redirect.objects.create(old_path=old_path, redirect_link="/guides/")
    build_pending()
    assert (out / "index.html").read_bytes() == before
    assert "重定向" in Run.objects.first().faults
    assert not (out.parent / "evil").exists()


def test_an_event_far_ahead_has_its_first_date(pages, out, time_machine):
    time_machine.move_to("2026-11-24 10:00 +0800")
    start = datetime(2028, 1, 1, 18, tzinfo=make.SHANGHAI)
    make.EventFactory(
        parent=pages["calendar"],
        slug="odd",
        title="少见的重复",
        recurrence="FREQ=WEEKLY",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
    )
    build_pending()
    assert start.date().isoformat() in (out / "events/odd/index.html").read_text()


@pytest.mark.parametrize("slug", ["admin", "apply", "search", "api", "static", "media"])
def test_no_page_takes_an_address_of_the_application(slug, pages, admin, out):
    parent = make.home()
    answer = admin.post(
        f"/admin/pages/add/pages/sectionpage/{parent.pk}/",
        {"title": "占地址", "slug": slug, "layout": "cards", "body-count": "0"}
        | {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"},
    )
    assert "换一个" in answer.context["form"].errors["slug"][0]
    make.SectionFactory(title="绕过表单", slug=slug)
    build_pending()
    taken = out / slug / "index.html"  # /search/ has a page of the application's own
    assert not taken.exists() or "绕过表单" not in taken.read_text()


@pytest.mark.parametrize("slug", ["notice", "page-1", "2026"])
def test_no_news_page_takes_the_address_of_a_list(slug, pages, admin, out):
    answer = admin.post(
        f"/admin/pages/add/news/newspage/{pages['news_index'].pk}/",
        {"title": "占列表", "slug": slug, "news_kind": "notice", "published_on": "2026-11-24"}
        | {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "body-count": "0"},
    )
    assert "换一个" in answer.context["form"].errors["slug"][0]


def test_the_admin_tells_of_faults_and_of_a_worker_that_is_gone(pages, admin):
    Run.objects.create(seconds=1, faults="图片的文件丢了：饺子")
    html = admin.get("/admin/").content.decode()
    assert "图片的文件丢了：饺子" in html
    assert "发布进程没有在运行" in html
    Pulse.beat()
    assert "发布进程没有在运行" not in admin.get("/admin/").content.decode()


def test_a_failing_task_of_the_minute_does_not_stop_the_others(pages, settings, monkeypatch):
    settings.MINUTE_TASKS = ["tests.test_faults.fail"]
    every_minute()
    assert Pulse.objects.get().beaten_at > timezone.now() - timedelta(minutes=1)


def fail():
    raise RuntimeError("down")


def test_a_page_kept_from_the_last_build_keeps_the_pictures_it_shows(pages, out, monkeypatch):
    picture = make.ImageFactory(title="只有它用")
    page = make.ArticleFactory(title="有图的页", slug="with-picture", cover=picture)
    build_pending()
    shown = [path for path in (out / "media").rglob("*") if path.is_file()]
    page.title = "做不出来"
    page.save_revision().publish()
    break_article(monkeypatch, "做不出来")
    build_pending()
    assert "有图的页" in (out / "with-picture/index.html").read_text()
    assert [path for path in shown if not path.exists()] == []


def test_a_spoilt_record_is_answered_with_a_full_build(pages, out):
    (out / ".xinyu/record.sqlite3").write_bytes(b"not a database" * 100)
    pages["article"].delete()
    build_pending()
    assert not (out / "about/privacy").exists()
    assert (out / "index.html").exists()
    assert Run.objects.first().error == ""


def test_a_folder_of_others_is_told_once_and_left_alone(pages, out):
    shutil.rmtree(out)
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    for _attempt in range(3):
        with pytest.raises(NotOurs):
            build_pending()
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]
    assert Run.objects.filter(error__startswith="NotOurs").count() == 1


def test_a_chapter_outlives_its_unpublished_handbook(pages, out):
    pages["handbook"].unpublish(set_expired=False)
    build_pending()
    assert Run.objects.first().faults == ""
    assert (out / "handbook/wages/index.html").exists()
