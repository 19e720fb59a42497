"""Where news comes from, and which issue it is: what the form asks for and what readers see."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from wagtail.models import Page

from export.deliver import export_site
from export.models import Change
from export.worker import build_pending
from news.models import NewsPage
from tests import factories as make
from tests.engine import differs_from_clean_build
from tests.html import parse
from tests.same_site import assert_same

pytestmark = pytest.mark.django_db
ORIGINAL = "https://example.org/a-pay-slip"
ISSUES = [  # title, issue year, number, date; the second came out late
    ("第四期", 2025, 4, "2025-12-01"),
    ("第五期", 2025, 5, "2026-01-08"),
    ("第一期", 2026, 1, "2026-01-07"),
    ("第三期", 2026, 3, "2026-07-01"),
]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """Issues and a reprint, exported once; gone when this file's tests are done."""
    folder = tmp_path_factory.mktemp("issues")
    before = settings.MEDIA_ROOT, settings.PUBLIC_DIR
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = folder / "media", folder / "build"
    with django_db_blocker.unblock(), transaction.atomic():
        index = make.NewsIndexFactory(title="消息", slug="news")
        issues = [issue(index, *each) for each in ISSUES]
        reprint = make.NewsFactory(
            parent=index,
            title="一张工资条",
            news_kind="press",
            is_reprint=True,
            source="示例晚报",
            author="示例记者",
            original_title="看懂工资条",
            original_url=ORIGINAL,
            original_date="2026-04-18",
        )
        User.objects.create_superuser("editor", "editor@example.invalid", "pass")
        export_site()
        Change.objects.all().delete()
        yield {"folder": folder, "index": index, "issues": issues, "reprint": reprint}
        transaction.set_rollback(True)
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = before


def issue(index, title, year, number, day):
    numbers = {"issue_year": year, "issue_number": number, "issue_total": year * 4 + number - 8100}
    return make.NewsFactory(
        parent=index, title=title, news_kind="bulletin", published_on=day, **numbers
    )


@pytest.fixture
def out(site, settings):
    settings.MEDIA_ROOT, settings.PUBLIC_DIR = site["folder"] / "media", site["folder"] / "build"
    return settings.PUBLIC_DIR


@pytest.fixture
def read(out):
    return lambda address: (out / address.strip("/") / "index.html").read_text()


@pytest.fixture
def editor(client, site):
    client.force_login(User.objects.get(username="editor"))
    return client


def fill(site, **given) -> dict:
    """The form of a news page that may be published, but for what is given."""
    return {
        "title": "新来的",
        "slug": "new",
        "news_kind": "press",
        "published_on": "2026-11-24",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-id": "",
        "body-0-value": "小标题",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    } | given


def add(editor, site, **given):
    address = f"/admin/pages/add/news/newspage/{site['index'].pk}/"
    return editor.post(address, fill(site, **given))


def errors(answer) -> dict[str, list[str]]:
    return {name: list(told) for name, told in answer.context["form"].errors.items()}


# reprints


def test_a_reprint_without_its_source_is_not_published_and_loses_nothing(editor, site):
    answer = add(editor, site, is_reprint="on", author="示例记者", **{"action-publish": "1"})
    told = errors(answer)
    assert told.keys() == {"source", "original_date", "original_url"}
    assert "转载要写来源" in told["source"][0]
    assert "示例记者" in answer.content.decode()
    assert not Page.objects.filter(slug="new").exists()


def test_a_draft_of_a_reprint_is_kept_as_it_is(editor, site):
    answer = add(editor, site, is_reprint="on")
    assert answer.status_code == 302
    assert NewsPage.objects.get(slug="new").is_reprint


def test_a_reprint_of_paper_names_the_title_where_there_is_no_address(editor, site):
    given = {"source": "示例晚报", "original_date": "2026-04-18", "original_title": "看懂工资条"}
    answer = add(editor, site, is_reprint="on", **given, **{"action-publish": "1"})
    assert answer.status_code == 302
    assert NewsPage.objects.get(slug="new").live


def test_news_of_ones_own_need_no_source(editor, site):
    assert add(editor, site, **{"action-publish": "1"}).status_code == 302


def test_a_reprint_says_where_it_is_from_and_leads_search_engines_there(read, site):
    html = read(site["reprint"].url)
    assert parse(html).errors == []
    line = re.sub(r"\s+|<[^>]+>", "", html.partition('<dl class="source-line">')[2])
    assert line.startswith("转载自示例晚报作者示例记者原文日期2026-04-18")
    assert f'<link rel="canonical" href="{ORIGINAL}">' in html
    assert f'<a href="{ORIGINAL}"' in html
    own = read(site["issues"][0].url)
    assert f'rel="canonical" href="{settings.PUBLIC_URL}{site["issues"][0].url}"' in own
    assert "转载" not in own.partition("<main")[2].partition("</main>")[0]


# issues


def beside(html: str) -> dict[str, str]:
    return dict(re.findall(r'<a rel="(prev|next)" href="([^"]+)"', html))


def test_an_issue_leads_to_the_ones_before_and_after_it_by_number(read, site):
    urls = [page.url for page in site["issues"]]
    assert [beside(read(url)) for url in urls] == [
        {"next": urls[1]},
        {"prev": urls[0], "next": urls[2]},
        {"prev": urls[1], "next": urls[3]},
        {"prev": urls[2]},
    ]


def test_the_number_stands_on_the_page_and_in_lists(read, site):
    label = "2026 年第 3 期（总第 7 期）"
    assert label in read(site["issues"][3].url)
    assert label in read("/news/bulletin/")
    assert label in read("/news/")


def test_all_issues_stand_on_one_page_by_year_the_newest_first(read):
    assert "/news/bulletin/issues/" in read("/news/bulletin/")
    html = read("/news/bulletin/issues/")
    assert parse(html).errors == []
    assert re.findall(r"<h2[^>]*>([^<]+)<|>(第.期)<", html.partition("<main")[2])[:6] == [
        ("2026 年", ""), ("", "第三期"), ("", "第一期"),
        ("2025 年", ""), ("", "第五期"), ("", "第四期"),
    ]  # fmt: skip


def test_an_issue_that_comes_between_two_is_led_to_by_both(out, read, site):
    first, third = site["issues"][2:]
    untouched = (out / site["issues"][0].url.strip("/") / "index.html").stat().st_mtime_ns
    second = issue(site["index"], "第二期", 2026, 2, "2026-08-01")
    build_pending()
    assert beside(read(first.url))["next"] == beside(read(third.url))["prev"] == second.url
    path = out / site["issues"][0].url.strip("/") / "index.html"
    assert path.stat().st_mtime_ns == untouched
    assert_same(differs_from_clean_build(out, site["folder"] / "clean"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"issue_year": "2026", "issue_number": "3"}, "issue_number"),
        ({"issue_number": "3"}, "issue_number"),  # of the year of its date
        ({"issue_number": "9", "issue_total": "7"}, "issue_total"),
    ],
)
def test_a_number_that_an_issue_has_is_refused_by_the_name_of_that_issue(
    given, field, editor, site
):
    answer = add(editor, site, news_kind="bulletin", **given, **{"action-publish": "1"})
    assert errors(answer) == {field: ["这个期号已经给了“第三期”，换一个"]}


def test_a_year_that_does_not_go_with_the_date_is_refused(editor, site):
    given = {"issue_year": "2062", "issue_number": "9"}
    answer = add(editor, site, news_kind="bulletin", **given, **{"action-publish": "1"})
    assert errors(answer).keys() == {"issue_year"}


def test_an_issue_takes_the_year_of_its_date_where_none_is_given(editor, site):
    answer = add(editor, site, news_kind="bulletin", issue_number="9", **{"action-publish": "1"})
    assert answer.status_code == 302
    assert NewsPage.objects.get(slug="new").issue_year == 2026


def test_a_copy_of_an_issue_has_no_number(site):
    copied = site["issues"][0].copy(update_attrs={"slug": "copied"}, keep_live=False)
    assert (copied.issue_year, copied.issue_number, copied.issue_total) == (None, None, None)
