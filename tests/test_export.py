"""The exported folder: whole, the same every time, and never half-written."""

import gzip
from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.template import engines
from icalendar import Calendar
from jinja2 import DictLoader
from wagtail.models import Collection, CollectionViewRestriction

from export.build import Build
from export.deliver import export_site
from export.made import PublicFile
from export.render import QueryInTemplate, render_template
from export.worker import build_pending
from export.write import Patch, begun, next_of, target
from pages.models import GuidePage
from tests import factories as make
from tests.engine import sitemap
from tests.site_of_all_kinds import build_site


def snapshot(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".xinyu" not in path.parts
    }


@pytest.mark.django_db
def test_second_export_changes_nothing(out):
    build_site()
    export_site()
    first = snapshot(out)
    result = export_site()
    assert snapshot(out) == first
    assert (result.written, result.removed) == (0, 0)


@pytest.mark.django_db
def test_export_into_another_folder_gives_the_same_bytes(out, tmp_path):
    build_site()
    export_site()
    call_command("export", "--out", str(tmp_path / "elsewhere"))
    assert snapshot(tmp_path / "elsewhere") == snapshot(out)


@pytest.mark.django_db
def test_only_files_in_use_are_exported(out):
    build_site()
    unused = make.ImageFactory(title="没有人用")
    export_site()
    names = {path.name for path in (out / "media").rglob("*") if path.is_file()}
    assert names
    assert not any(unused.filename.removesuffix(".png") + "." in name for name in names)


@pytest.mark.django_db
def test_list_pages_are_cut_from_the_oldest_so_that_news_move_only_the_newest(out):
    index = make.NewsIndexFactory(slug="news")
    for day in range(1, 26):
        make.NewsFactory(parent=index, title=f"第{day:02}条", published_on=date(2026, 10, day))
    export_site()
    oldest = (out / "news/page-1/index.html").read_bytes()
    assert "第01条" in oldest.decode()
    assert "第25条" in (out / "news/index.html").read_text()
    make.NewsFactory(parent=index, title="第26条", published_on=date(2026, 10, 26))
    export_site()
    assert (out / "news/page-1/index.html").read_bytes() == oldest
    assert "第26条" in (out / "news/index.html").read_text()


@pytest.mark.django_db
def test_news_are_listed_by_kind_and_topic_and_in_the_feed(out):
    index = make.NewsIndexFactory(slug="news")
    topic = make.TopicFactory(parent=index, title="情暖春运", slug="spring")
    make.NewsFactory(parent=index, title="车站志愿者", news_kind="notice", topics=[topic])
    make.NewsFactory(parent=index, title="别的事", news_kind="story")
    export_site()
    assert "车站志愿者" in (out / "news/notice/index.html").read_text()
    assert "别的事" not in (out / "news/notice/index.html").read_text()
    assert "车站志愿者" in (out / "news/spring/index.html").read_text()
    assert "车站志愿者" in (out / "news/feed.xml").read_text()


@pytest.mark.django_db
def test_cancelled_date_of_a_recurring_event_says_so_in_list_and_calendar_file(out, time_machine):
    time_machine.move_to("2026-12-20 10:00 +0800")
    calendar = make.CalendarFactory(slug="events")
    make.EventFactory(
        parent=calendar,
        slug="weekend",
        title="周末课堂",
        recurrence="FREQ=WEEKLY;UNTIL=20270112",
        dates=[
            {"type": "cancelled", "value": {"day": "2026-12-29", "note": "元旦加班"}},
        ],
    )
    export_site()
    listed = (out / "events/2026-12/index.html").read_text()
    assert "元旦加班" in listed
    events = Calendar.from_ical((out / "events/weekend/event.ics").read_bytes()).walk("VEVENT")
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CANCELLED"]
    assert events[0].decoded("DTSTART") == datetime(2026, 12, 22, 18, tzinfo=make.SHANGHAI)


@pytest.mark.django_db
def test_a_template_that_asks_the_database_is_refused(monkeypatch):
    build_site()
    chrome = Build().chrome()
    loader = DictLoader({"asks.html": "{{ page.count() }}"})
    monkeypatch.setattr(engines["jinja2"].env, "loader", loader)
    with pytest.raises(QueryInTemplate):
        render_template("asks.html", GuidePage.objects, chrome)


def put(root, path, body):
    patch = Patch(root)
    written = patch.put(PublicFile(path, ""), body)
    patch.apply()
    patch.end()
    return written


def test_unchanged_file_is_not_touched(tmp_path):
    assert put(tmp_path, "a/index.html", b"one")
    before = (tmp_path / "a/index.html").stat()
    assert not put(tmp_path, "a/index.html", b"one")
    after = (tmp_path / "a/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert gzip.decompress((tmp_path / "a/index.html.gz").read_bytes()) == b"one"


def test_nothing_of_a_change_is_seen_before_all_of_it_is_written(tmp_path):
    put(tmp_path, "index.html", b"home")
    patch = Patch(tmp_path)
    patch.put(PublicFile("index.html", ""), b"new home")
    patch.put(PublicFile("new/index.html", ""), b"new page")
    assert snapshot(tmp_path)["index.html"] == b"home"
    assert not (tmp_path / "new/index.html").exists()


def test_a_change_that_was_cut_off_is_remembered(tmp_path):
    patch = Patch(tmp_path)
    patch.put(PublicFile("half/index.html", ""), b"half")
    patch.apply()  # and here the process dies
    assert "half/index.html" in begun(tmp_path)


@pytest.mark.django_db
def test_what_is_no_longer_put_out_is_removed_with_its_empty_folders(out):
    pages = build_site()
    export_site()
    pages["article"].delete()
    export_site()
    assert not (out / "about/privacy").exists()
    assert (out / "about/index.html").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("build", [export_site, build_pending])
def test_a_file_that_no_build_of_ours_wrote_is_never_removed(build, out):
    pages = build_site()
    export_site()
    (out / "CNAME").write_text("example.org")
    (out / "about/privacy/notes.txt").write_text("somebody's")
    pages["article"].delete()
    build()
    assert (out / "CNAME").read_text() == "example.org"
    assert (out / "about/privacy/notes.txt").read_text() == "somebody's"
    assert not (out / "about/privacy/index.html").exists()


@pytest.mark.django_db
def test_a_full_build_that_was_cut_off_leaves_nothing_behind(out):
    build_site()
    next_of(out).mkdir(parents=True)
    (next_of(out) / "half.html").write_text("half")
    export_site()
    assert not (out / "half.html").exists()
    assert not next_of(out).exists()


@pytest.mark.django_db
def test_a_folder_with_other_peoples_files_is_refused_untouched(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(CommandError, match="别的文件"):
        call_command("export", "--out", str(tmp_path))
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_path_that_leaves_the_folder_is_refused(tmp_path):
    for path in ("../secret.html", "/etc/passwd", "a/../../b"):
        with pytest.raises(ValueError, match="outside"):
            target(tmp_path / "build", path)


@pytest.mark.django_db
def test_a_chinese_address_is_a_readable_file_and_an_escaped_link(out):
    section = make.SectionFactory(title="关于", slug="about")
    make.ArticleFactory(parent=section, title="资金公开", slug="资金公开")
    export_site()
    assert (out / "about/资金公开/index.html").exists()
    assert "/about/%E8%B5%84%E9%87%91%E5%85%AC%E5%BC%80/" in sitemap(out)


@pytest.mark.django_db
def test_an_attached_document_is_exported_under_its_own_address(out):
    document = make.DocumentFactory()
    page = article_with(document)
    export_site()
    html = (out / "page-with-file/index.html").read_text()
    assert page.title in html
    assert f"/documents/{document.pk}/{document.filename}" in html
    assert (out / f"documents/{document.pk}/{document.filename}").read_bytes().startswith(b"%PDF")


@pytest.mark.django_db
def test_a_document_of_a_private_collection_stays_behind_the_application(out):
    collection = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = make.DocumentFactory(collection=collection)
    article_with(document)
    export_site()
    assert not (out / "documents").exists()


def article_with(document):
    value = {"attachments": [{"document": document.pk, "title": "须知"}]}
    body = [{"type": "attachments", "value": value}]
    return make.ArticleFactory(title="带附件", slug="page-with-file", body=body)
