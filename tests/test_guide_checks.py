"""Guides that have to be checked again: the page says so, and somebody is asked to."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client

from export.deliver import export_site
from pages.models import GuidePage
from sample_site.accounts import EDITORS, ensure_editors
from tests import factories as make
from tests.factories_requests import user_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
REPORT = "/admin/reports/guides-to-check/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-25 09:00 +0800", tick=False):
        yield


@pytest.fixture
def user():
    make.home()
    ensure_editors()
    user = User.objects.create_user("editor", password="pass")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


@pytest.fixture
def editor(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def index(user):
    return make.GuideIndexFactory()


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def guide(index):
    """guide(title, …): one that readers find."""

    def guide(title, **facts) -> GuidePage:
        return make.GuideFactory(parent=index, title=title, **facts)

    return guide


def listed(client, **query) -> str:
    html = client.get(REPORT, query).content.decode()
    return html[html.index('id="listing-results"') :]


def titles(html: str) -> list[str]:
    return re.findall(r'/checked/"[^>]*>\s*(\S+)\s*</a>', html)


def test_the_most_urgent_stands_first_with_the_reason(editor, guide):
    guide("还早", review_after=days(31))
    guide("快了", review_after=days(30))
    guide("没写")
    guide("该核对", review_after=days(-1))
    guide("过期", valid_to=days(-10), review_after=days(90))
    html = listed(editor)
    assert titles(html) == ["过期", "该核对", "快了", "没写"]
    for words in (
        "有效期到 2026-11-15，过了 10 天",
        "该在 2026-11-24 前核对，过了 1 天",
        "该在 2026-12-25 前核对，还有 30 天",
        "没写下次核对的日子",
        "2026-11-18 政策咨询岗",
        "4 篇指南",
    ):
        assert words in html


def test_on_the_day_itself_there_is_still_time(editor, guide):
    guide("今天", review_after=TODAY, valid_to=TODAY)
    assert "有效期到 2026-11-25，还有 0 天" in listed(editor)
    assert titles(listed(editor, state="due")) == []
    assert titles(listed(editor, state="expired")) == []


def test_it_is_narrowed_by_what_is_the_matter_by_owner_and_by_line(editor, guide, user):
    other = User.objects.create_user("other")
    guide("过期", valid_to=days(-10), owner=user)
    guide("该核对", review_after=days(-1), owner=other)
    guide("没写", line=make.ServiceLineFactory(name="工资", slug="wages"))
    assert titles(listed(editor, state="expired")) == ["过期"]
    assert titles(listed(editor, state=["expired", "due"])) == ["过期", "该核对"]
    assert titles(listed(editor, state="undated")) == ["没写"]
    assert titles(listed(editor, owner=other.pk)) == ["该核对"]
    line = GuidePage.objects.get(title="没写").line
    assert titles(listed(editor, line=line.pk)) == ["没写"]


def test_nobody_checks_what_no_reader_finds(editor, guide):
    guide("停办", status="stopped", review_after=days(-1))
    guide("没发布", review_after=days(-1)).unpublish()
    original = guide("原页", review_after=days(-1))
    original.create_alias(update_slug="alias")
    assert titles(listed(editor)) == ["原页"]


def test_without_any_it_says_so(editor, guide):
    guide("还早", review_after=days(31))
    assert "都核对过，三十天内也没有到期的" in listed(editor)
    assert "guides-to-check" not in home(editor)


def home(client) -> str:
    html = client.get("/admin/").content.decode()
    found = re.search(r'<section[^>]*id="guides-to-check-section".*?</section>', html, re.S)
    return found[0] if found else ""


def test_the_home_page_shows_ones_own_first(editor, guide, user):
    guide("别人的", review_after=days(-90))
    guide("我的", review_after=days(-1), owner=user)
    guide("快了", review_after=days(1))
    html = home(editor)
    assert "2 篇过了核对的日子" in html
    assert titles(html) == ["我的", "别人的"]
    assert html.count("我负责") == 1


def test_who_edits_no_guide_is_not_asked(guide):
    one = guide("该核对", review_after=days(-1))
    client = Client()
    client.force_login(user_in("办理员"))
    assert client.get(REPORT).status_code == 302
    assert client.get(f"/admin/guides/{one.pk}/checked/").status_code == 302
    assert "该核对" not in client.get("/admin/").content.decode()


def check(client, page, **facts):
    given = {"verified_by": "政策咨询岗", "review_after": "2027-05-24", "valid_to": ""}
    return client.post(f"/admin/guides/{page.pk}/checked/", given | facts)


def test_a_guide_that_was_checked_is_published_with_its_new_days(editor, guide, user):
    page = guide("该核对", review_after=days(-1), last_verified=days(-91))
    form = editor.get(f"/admin/guides/{page.pk}/checked/").content.decode()
    assert 'value="2027-02-23"' in form  # as far away as the last time
    assert "国务院令第 663 号" in form
    assert check(editor, page, verified_by="前山站").url == REPORT
    page.refresh_from_db()
    assert (page.last_verified, page.verified_by) == (TODAY, "前山站")
    assert page.review_after == date(2027, 5, 24)
    assert page.latest_revision.user == user
    assert not page.has_unpublished_changes
    assert titles(listed(editor)) == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"review_after": "2026-11-25"}, "下次核对要写今天以后的日子"),
        ({"review_after": ""}, "必需字段"),
        ({"valid_to": "2026-11-24"}, "有效期已经过了"),
        ({"verified_by": ""}, "必需字段"),
    ],
)
def test_days_that_help_nobody_are_refused_and_kept(facts, words, editor, guide):
    page = guide("该核对", review_after=days(-1))
    answer = check(editor, page, **facts)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    page.refresh_from_db()
    assert page.last_verified == date(2026, 11, 18)


def test_a_draft_of_somebody_elses_is_not_published_along(editor, guide):
    page = guide("该核对", review_after=days(-1))
    page.title = "还没写完的"
    page.save_revision()
    answer = check(editor, page).content.decode()
    assert "改了没发布的内容" in answer
    page = GuidePage.objects.get(pk=page.pk)
    assert (page.title, page.last_verified) == ("该核对", date(2026, 11, 18))


def test_readers_see_what_has_changed_the_newest_first(guide, out):
    changes = [
        {"type": "change", "value": {"day": day, "text": text}}
        for day, text in (("2026-01-05", "换了窗口"), ("2026-11-20", "不收工本费了"))
    ]
    page = guide("改过", changes=changes)
    other = guide("没改过")
    export_site()
    html = (out / page.url.lstrip("/") / "index.html").read_text()
    assert html.index("改动记录") < html.index("不收工本费了") < html.index("换了窗口")
    assert '<time class="soft small" datetime="2026-11-20">' in html
    assert "改动记录" not in (out / other.url.lstrip("/") / "index.html").read_text()
