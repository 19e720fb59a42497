"""The report on publishing: each build with its outcome, and what waits by its name."""

import csv
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone

from export.editors.named_objects import waiting_objects
from export.models import Change, Pulse, Run
from pages.models import SiteSettings
from sample_site.accounts import EDITORS, ensure_editors
from tests import factories as make

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/publishing/"


@pytest.fixture
def editor(client):
    make.home()
    ensure_editors()
    user = User.objects.create_user("editor", password="pass")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    Change.objects.all().delete()
    Pulse.beat()
    return client


def listed(client, query: str = "") -> str:
    html = client.get(REPORT + query).content.decode()
    return html[html.index('id="listing-results"') :]


def test_the_report_stands_in_the_menu_of_reports(editor):
    assert REPORT in editor.get("/admin/account/").content.decode()
    assert "还没有发布过" in listed(editor)


def test_a_row_says_how_it_went_and_what_was_done(editor):
    run = Run.objects.create(seconds=1.26, changes=4, rendered=3, files=300, written=12, removed=1)
    html = listed(editor)
    assert "4 处改动，重做 3 页，写了 12 个文件，删了 1 个" in html
    assert "1.3 秒" in html
    assert "成功" in html
    assert f"{REPORT}{run.pk}/" in html


def test_failures_and_faults_stand_out(editor):
    Run.objects.create(seconds=1, error="KeyError: 'x'", changes=2)
    assert "没成功" in listed(editor)
    assert "2 处改动还等着" in listed(editor)
    Run.objects.create(seconds=1, faults="“隐私”没能做出来")
    assert "有要看的" in listed(editor)


def test_the_list_can_be_narrowed_to_failures_full_builds_and_days(editor):
    Run.objects.create(seconds=1, written=11)
    Run.objects.create(seconds=1, written=22, full=True)
    Run.objects.create(seconds=1, changes=33, error="KeyError: 'x'")
    old = Run.objects.create(seconds=1, written=44)
    Run.objects.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(days=9))
    shown = {
        query: [words in listed(editor, query) for words in ("11 个", "22 个", "33 处", "44 个")]
        for query in (
            "?outcome=failed",
            "?outcome=full",
            f"?started_at_from={timezone.localdate()}",
        )
    }
    assert list(shown.values()) == [
        [False, False, True, False],
        [False, True, False, False],
        [True, True, True, False],
    ]
    assert "没有符合的记录" in listed(editor, "?outcome=failed&outcome=full")


def test_fifty_fit_on_a_page(editor):
    Run.objects.bulk_create([Run(seconds=1) for _number in range(51)])
    assert len(editor.get(REPORT).context["object_list"]) == 50
    assert len(editor.get(f"{REPORT}?p=2").context["object_list"]) == 1


def test_a_run_shows_its_cause_with_a_link_and_all_of_its_faults(editor):
    page = make.ArticleFactory(title="隐私", slug="privacy")
    faults = "“隐私”没能做出来\n图片丢了<script>"
    run = Run.objects.create(seconds=1, trigger=f"pages.articlepage {page.pk}", faults=faults)
    html = editor.get(f"{REPORT}{run.pk}/").content.decode()
    assert f'<a href="/admin/pages/{page.pk}/edit/">隐私</a>' in html
    assert "图片丢了&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("trigger", "words"),
    [
        ("rebuild", "有人要求全部重新发布"),
        ("retry", "有人要求再试一次"),
        ("midnight", "过了零点"),
        ("pages.articlepage 9999", "（已经删除）"),
        ("pages.gone 12", "pages.gone 12"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_a_cause_without_a_page_is_told_in_words(editor, trigger, words):
    run = Run.objects.create(seconds=1, trigger=trigger)
    assert words in editor.get(f"{REPORT}{run.pk}/").content.decode()


def test_a_failed_run_says_why_and_what_to_do(editor):
    run = Run.objects.create(seconds=1, error="OSError: [Errno 28] No space <b>")
    html = editor.get(f"{REPORT}{run.pk}/").content.decode()
    assert "磁盘满了" in html
    assert "No space &lt;b&gt;" in html


def test_what_waits_is_listed_once_by_name_with_a_link(editor):
    page = make.NewsFactory(parent=make.NewsIndexFactory(slug="news"), title="停电", slug="power")
    settings = SiteSettings.objects.get()
    Change.objects.all().delete()
    for _again in range(2):
        Change.objects.create(model="news.newspage", object_id=str(page.pk))
    Change.objects.create(model="pages.sitesettings", object_id=str(settings.pk))
    Change.objects.create(model="news.newspage", object_id="9999")
    Change.ask_to_retry()
    html = listed(editor)
    assert html.count("停电</a>") == 1
    assert f"/admin/pages/{page.pk}/edit/" in html
    assert "的网站设置</a>" in html
    assert "（已经删除）" in html
    assert "retry" not in html


def test_a_thing_that_one_may_not_edit_is_told_by_its_kind_only(editor):
    picture = make.ImageFactory(title="只给自己人看")
    Change.objects.all().delete()
    Change.objects.create(model="pages.siteimage", object_id=str(picture.pk))
    assert "只给自己人看" in listed(editor)
    group = Group.objects.get(name=EDITORS)
    group.collection_permissions.all().delete()
    html = listed(editor)
    assert "只给自己人看" not in html
    assert "图片" in html


def test_naming_what_waits_costs_a_query_a_kind(editor, django_assert_max_num_queries):
    index = make.NewsIndexFactory(slug="news")
    pages = [make.NewsFactory(parent=index) for _number in range(6)]
    Change.objects.all().delete()
    for page in pages:
        Change.objects.create(model="news.newspage", object_id=str(page.pk))
    user = User.objects.create_superuser("boss", "b@example.invalid", "pass")
    with django_assert_max_num_queries(6):
        assert len(waiting_objects(user)) == 6


def test_the_list_can_be_taken_along_as_a_table_with_chinese_headings(editor):
    Run.objects.create(seconds=1, written=7)
    answer = editor.get(f"{REPORT}?export=csv")
    rows = list(csv.reader(b"".join(answer.streaming_content).decode().splitlines()))
    assert rows[0][:3] == ["时间", "用时", "全站"]
    assert "7" in rows[1]


def test_rebuilding_is_offered_to_those_who_may(editor):
    assert "/public-site/rebuild/" in editor.get(REPORT).content.decode()
    Group.objects.get(name=EDITORS).permissions.remove(
        Permission.objects.get(codename="rebuild_site")
    )
    assert "/public-site/rebuild/" not in editor.get(REPORT).content.decode()
