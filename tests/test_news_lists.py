"""Lists of news as readers and feed readers find them: topics, years, feeds, related news."""

import json
import re
from datetime import date

import feedparser
import pytest
from django.conf import settings
from django.db import transaction

from export.deliver import export_site
from export.models import Change
from export.worker import build_pending
from news.models import NewsPage
from tests import factories as make
from tests.engine import differs_from_clean_build
from tests.html import parse
from tests.same_site import assert_same

pytestmark = pytest.mark.django_db
JSON_FEED_REQUIRED = {"version", "title", "items"}


@pytest.fixture(scope="module")
def news(django_db_setup, django_db_blocker, tmp_path_factory):
    """News of three years, exported once; gone when this file's tests are done."""
    folder = tmp_path_factory.mktemp("news")
    before = settings.MEDIA_ROOT, settings.PUBLIC_DIR
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = folder / "media", folder / "build"
    with django_db_blocker.unblock(), transaction.atomic():
        yield {"out": folder / "build", "clean": folder / "clean"} | build_news()
        transaction.set_rollback(True)
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = before


def build_news():
    index = make.NewsIndexFactory(title="消息", slug="news")
    meal = make.TopicFactory(
        parent=index,
        title="同吃家乡饭",
        slug="meal",
        summary="一张桌子，坐的都是老乡。",
        cover=make.ImageFactory(),
        **beside_the_news(),
    )
    told = [
        ("包粽子", "story", "2024-06-10", [meal]),
        ("食堂通知", "notice", "2025-01-05", []),
        ("中秋夜", "story", "2025-10-06", [meal]),
        ("招志愿者", "notice", "2026-11-05", []),
        ("包饺子 <今年>", "story", "2026-11-20", [meal]),
        ("老照片", "story", "2026-11-21", []),
    ]
    pages = [
        make.NewsFactory(parent=index, title=title, news_kind=kind, published_on=day, topics=topics)
        for title, kind, day, topics in told
    ]
    export_site()
    Change.objects.all().delete()
    return {"index": index, "topic": meal, "pages": {page.title: page for page in pages}}


def beside_the_news():
    guide = make.GuideFactory(
        parent=make.GuideIndexFactory(title="办事指南", slug="guides"), title="居住证"
    )
    calendar = make.CalendarFactory(title="活动", slug="events")
    event = make.EventFactory(parent=calendar, title="冬至包饺子", slug="dumplings")
    draft = make.GuideFactory(parent=guide.get_parent(), title="没写完", publish=False, live=False)
    return {
        "guides": [{"type": "guide", "value": page.pk} for page in (guide, draft)],
        "events": [{"type": "event", "value": event.pk}],
    }


@pytest.fixture
def out(news, settings):
    """What the module's site was exported to."""
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = news["out"].parent / "media", news["out"]
    return news["out"]


@pytest.fixture
def read(out):
    return lambda address: (out / address.strip("/") / "index.html").read_text()


def links(html: str) -> set[str]:
    return set(re.findall(r'<a [^>]*href="([^"]+)"', html.partition("<main")[2]))


# topics


def test_a_topic_shows_its_lead_its_cover_and_everything_under_it(read):
    html = read("/news/meal/")
    assert parse(html).errors == []
    assert "一张桌子，坐的都是老乡。" in html
    assert "<figure>" in html
    for title in ("包粽子", "中秋夜", "居住证", "冬至包饺子"):
        assert title in html
    assert "老照片" not in html
    assert "没写完" not in html


def test_readers_find_topics_in_the_news_and_on_each_article(read, news):
    assert "/news/meal/" in links(read("/news/"))
    assert "/news/meal/" in links(read(news["pages"]["中秋夜"].url))
    assert "/news/meal/" not in links(read(news["pages"]["老照片"].url))


def test_a_topic_that_is_taken_back_is_gone_from_the_news_under_it(out, read, news):
    topic = news["topic"]
    try:
        topic.unpublish()
        build_pending()
        assert not (out / "news/meal").exists()
        assert "/news/meal/" not in links(read(news["pages"]["中秋夜"].url))
    finally:
        topic.save_revision().publish()
        build_pending()
    assert "/news/meal/" in links(read(news["pages"]["中秋夜"].url))


# years


def test_each_list_has_a_page_for_each_of_its_years(out, read):
    years = {path.parent.name for path in out.glob("news/2*/index.html")}
    assert years == {"2024", "2025", "2026"}
    assert not (out / "news/notice/2024").exists()
    assert "包饺子" in read("/news/meal/2026/")
    assert "老照片" not in read("/news/meal/2026/")
    assert "招志愿者" in read("/news/notice/2026/")
    assert parse(read("/news/2025/")).errors == []


def test_a_year_leads_to_the_one_before_and_the_one_after(read):
    assert {"/news/2024/", "/news/2026/"} <= links(read("/news/2025/"))
    assert "/news/meal/2025/" in links(read("/news/meal/2024/"))
    assert "/news/2025/" not in links(read("/news/notice/2025/"))


def test_a_list_leads_to_its_years_and_says_how_much_there_is_in_each(read):
    block = read("/news/").partition("按年看")[2]
    assert re.findall(r'/news/(\d+)/">[^<]*</a><span[^>]*>(\d+) 条', block) == [
        ("2026", "3"), ("2025", "2"), ("2024", "1"),
    ]  # fmt: skip


def test_news_rewrite_the_year_they_belong_to_and_no_other(out, news):
    before = {path: path.stat().st_mtime_ns for path in out.glob("news/**/2*/index.html")}
    page = make.NewsFactory(parent=news["index"], title="新来的", published_on="2026-11-24")
    try:
        build_pending()
        touched = {path for path, moment in before.items() if path.stat().st_mtime_ns != moment}
        told = {path.relative_to(out).parent.as_posix() for path in touched}
        assert told == {"news/2026", "news/story/2026"}
    finally:
        page.delete()
        build_pending()


def test_a_new_year_is_led_to_by_its_neighbour_alone(out, read, news):
    oldest = read("/news/2024/")
    page = make.NewsFactory(parent=news["index"], title="明年的", published_on=date(2027, 1, 2))
    try:
        build_pending()
        assert "/news/2027/" in links(read("/news/2026/"))
        assert read("/news/2024/") == oldest
        assert_same(differs_from_clean_build(out, news["clean"]))
    finally:
        page.delete()
        build_pending()
    assert not (out / "news/2027").exists()


# feeds


FEEDS = ["/news/", "/news/story/", "/news/notice/", "/news/meal/"]


@pytest.mark.parametrize("url", FEEDS)
def test_each_list_has_both_feeds_and_its_head_names_them(url, read, out):
    head = read(url).partition("</head>")[0]
    for kind, name in (("atom+xml", "feed.xml"), ("feed+json", "feed.json")):
        assert f'type="application/{kind}"' in head
        assert f'href="{url}{name}"' in head
        assert (out / url.strip("/") / name).exists()


@pytest.mark.parametrize("url", FEEDS)
def test_the_atom_feed_is_read_without_complaint(url, out):
    feed = feedparser.parse((out / url.strip("/") / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id == feed.feed.links[0].href
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 0
    assert all(entry.link and entry.title and entry.updated_parsed for entry in feed.entries)


@pytest.mark.parametrize("url", FEEDS)
def test_the_json_feed_has_what_version_1_1_asks_for(url, out):
    feed = json.loads((out / url.strip("/") / "feed.json").read_text())
    assert feed.keys() >= JSON_FEED_REQUIRED
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == settings.PUBLIC_URL + url + "feed.json"
    assert feed["home_page_url"] == settings.PUBLIC_URL + url
    assert "author" not in feed  # of version 1
    ids = [item["id"] for item in feed["items"]]
    assert all(isinstance(each, str) for each in ids)
    assert len(set(ids)) == len(ids) > 0
    for item in feed["items"]:
        assert item.get("content_text") or item.get("content_html")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", item["date_published"])


def test_both_feeds_of_a_list_tell_of_the_same_news(out):
    atom = feedparser.parse((out / "news/meal/feed.xml").read_bytes())
    items = json.loads((out / "news/meal/feed.json").read_text())["items"]
    assert [entry.title for entry in atom.entries] == ["包饺子 <今年>", "中秋夜", "包粽子"]
    assert [(item["id"], item["title"]) for item in items] == [
        (entry.id, entry.title) for entry in atom.entries
    ]


def test_a_feed_of_another_kind_stays_as_it_is(out, news):
    notices = out / "news/notice/feed.json"
    before = notices.stat().st_mtime_ns
    page = NewsPage.objects.get(title="中秋夜")
    try:
        edit_summary(page, "月饼切成小块。")
        assert notices.stat().st_mtime_ns == before
        assert "月饼切成小块。" in (out / "news/meal/feed.json").read_text()
        assert "月饼切成小块。" in (out / "news/story/feed.xml").read_text()
    finally:
        edit_summary(page, "")


def edit_summary(page, words):
    page.summary = words
    page.save_revision().publish()
    build_pending()


# related


def related(html: str) -> list[str]:
    block = html.partition("<h2>相关</h2>")[2].partition("</ul>")[0]
    return re.findall(r'class="teaser-title" href="[^"]+">([^<]+)<', block)


def test_related_news_are_of_the_topic_first_then_of_the_kind_and_none_twice(read, news):
    html = read(news["pages"]["包饺子 <今年>"].url)
    assert related(html) == ["中秋夜", "包粽子", "老照片"]
    assert related(read(news["pages"]["招志愿者"].url)) == ["食堂通知"]


def test_an_article_follows_what_is_put_under_its_topic(out, read, news):
    page = NewsPage.objects.get(title="食堂通知")
    try:
        page.topics = [news["topic"]]
        page.save_revision().publish()
        build_pending()
        assert related(read(news["pages"]["包饺子 <今年>"].url)) == ["中秋夜", "食堂通知", "包粽子"]
        assert_same(differs_from_clean_build(out, news["clean"]))
    finally:
        page.topics = []
        page.save_revision().publish()
        build_pending()
