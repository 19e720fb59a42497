"""Above a page's form, editors read whether the public has it as it was last published."""

import os
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageViewRestriction

from export.editors.page_state import Standing, page_state
from export.models import Change, Pulse, Run
from export.worker import build_pending
from sample_site.accounts import EDITORS, ensure_editors
from tests import factories as make
from tests.site_of_all_kinds import build_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    pages = build_site()
    Pulse.beat()
    build_pending()
    return pages


@pytest.fixture
def editor(client):
    ensure_editors()
    user = User.objects.create_user("editor", password="pass")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return client


def bar(client, page) -> str:
    """The bar above the form, which says the same when it asks anew by itself."""
    whole = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    start = whole.index('class="public-file')
    inside = client.get(f"/admin/public-site/page/{page.pk}/").content.decode()
    return whole[start : whole.index("<form", start)] + inside


def test_every_kind_of_page_says_that_its_file_is_up_to_date(pages, editor):
    for name, page in pages.items():
        html = bar(editor, page)
        assert html.count("公开的网页是最新的") == 2, name
        assert "w-init-delay" not in html, name


def test_an_up_to_date_page_gives_its_address_and_when_it_was_written(pages, editor, out, settings):
    settings.PUBLIC_URL = "https://example.org"
    at = datetime(2026, 11, 24, 9, 5, tzinfo=make.SHANGHAI).timestamp()
    os.utime(out / "about/privacy/index.html", (at, at))
    html = bar(editor, pages["article"])
    assert 'href="https://example.org/about/privacy/"' in html
    assert "2026-11-24 09:05:00 写出" in html


def test_a_page_with_a_chinese_address_is_found(pages, editor):
    page = make.ArticleFactory(title="隐私", slug="隐私")
    build_pending()
    assert page_state(page).standing == Standing.CURRENT
    assert "/%E9%9A%90%E7%A7%81/" in page_state(page).url


def test_a_published_change_waits_with_the_time_and_looks_again(pages, editor, time_machine):
    time_machine.move_to("2026-11-24 09:30:15 +0800", tick=False)
    Pulse.beat()
    pages["article"].save_revision().publish()
    html = bar(editor, pages["article"])
    assert "正在等着发布" in html
    assert "从 2026-11-24 09:30:15 等到现在" in html
    assert f'data-w-swap-src-value="/admin/public-site/page/{pages["article"].pk}/"' in html
    assert 'data-w-init-delay-value="2000"' in html
    assert page_state(pages["news"]).standing == Standing.CURRENT


def test_a_new_page_waits_until_its_file_is_there(pages, editor):
    page = make.ArticleFactory(title="新的", slug="new")
    Change.objects.filter(object_id=str(page.pk)).delete()
    Change.ask_for_rebuild()
    assert page_state(page).standing == Standing.WAITING
    Change.objects.all().delete()
    assert "还没有这一页的文件" in bar(editor, page)
    Change.ask_for_rebuild()
    build_pending()
    assert page_state(page).standing == Standing.CURRENT


def test_the_published_slug_counts_and_not_the_one_of_the_draft(pages, editor):
    page = pages["article"]
    page.slug = "later"
    page.save_revision()
    build_pending()
    html = bar(editor, page)
    assert "/about/privacy/" in html
    assert "公开的网页是最新的" in html
    assert "之后的修改还只是草稿" in html


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"live": False, "first_published_at": None}, "这是草稿，还没发布过"),
        ({"live": False}, "已经取消发布"),
        ({"live": False, "expired": True}, "已经过期"),
    ],
)
def test_a_page_that_is_not_live_says_which_way(pages, editor, facts, words):
    page = make.ArticleFactory(title="没公开", slug="hidden")
    type(page).objects.filter(pk=page.pk).update(**facts)
    html = bar(editor, page)
    assert words in html
    assert "public-file__address" not in html


def test_a_scheduled_page_says_when_it_will_be_out(pages, editor):
    page = make.ArticleFactory(slug="tomorrow", title="明天", publish=False, live=False)
    page.go_live_at = datetime(2030, 1, 2, 8, 30, tzinfo=make.SHANGHAI)
    page.save_revision().publish()
    assert "计划在 2030-01-02 08:30 发布" in bar(editor, page)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("login", "要登录才能看"), ("password", "要输入密码才能看"), ("groups", "只给指定的用户组看")],
)
def test_a_private_page_says_for_whom_and_from_where(pages, editor, kind, words):
    PageViewRestriction.objects.create(page=pages["section"], restriction_type=kind)
    assert page_state(pages["article"]).sentence == "正在从公开网站拿走。"
    build_pending()
    assert f"没有公开：{words}" in bar(editor, pages["section"])
    assert f"没有公开：随上级页面，{words}" in bar(editor, pages["article"])


def test_an_unpublished_page_is_being_taken_away_until_its_file_is_gone(pages, editor):
    pages["news"].unpublish()
    assert "正在从公开网站拿走" in bar(editor, pages["news"])
    build_pending()
    assert "已经取消发布" in bar(editor, pages["news"])


def test_a_fault_that_names_the_page_is_shown_on_it_and_on_no_other(pages, editor):
    Run.objects.create(seconds=1, faults="“隐私”没能做出来<script>\n图片的文件丢了：饺子")
    html = bar(editor, pages["article"])
    assert "“隐私”没能做出来&lt;script&gt;" in html
    assert "饺子" not in html
    assert page_state(pages["news"]).standing == Standing.CURRENT


def test_a_failed_build_is_told_where_the_change_waits(pages, editor):
    pages["article"].save_revision().publish()
    Run.objects.create(seconds=1, error="OSError: [Errno 28] No space <script>")
    html = bar(editor, pages["article"])
    assert "还没到公开网站，会自己再试" in html
    assert "磁盘满了" in html
    assert "No space &lt;script&gt;" in html
    assert 'data-w-init-delay-value="6000"' in html
    assert page_state(pages["news"]).standing == Standing.CURRENT


def test_a_worker_that_is_gone_is_told_where_the_change_waits(pages, editor):
    pages["article"].save_revision().publish()
    Pulse.objects.update(beaten_at=timezone.now() - timedelta(hours=1))
    html = bar(editor, pages["article"])
    assert "发布进程没有在运行" in html
    assert "w-init-delay" not in html


def publish(client, page) -> str:
    """What the next screen says after the button 发布."""
    form = client.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    data = {name: form[name].value() for name in ("title", "slug", "summary", "layout")}
    data |= {"action-publish": "1", "body-count": "0"}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    answer = client.post(f"/admin/pages/{page.pk}/edit/", data, follow=True)
    return answer.content.decode()


def test_publishing_says_at_once_that_readers_will_not_have_it(pages, editor):
    assert "读者还看不到这次改动" not in publish(editor, pages["section"])
    Pulse.objects.update(beaten_at=timezone.now() - timedelta(hours=1))
    html = publish(editor, pages["section"])
    assert "已经发布" in html or "已发布" in html
    assert "读者还看不到这次改动：发布进程没有在运行" in html


def test_an_alias_says_it_too(pages, editor):
    alias = pages["article"].create_alias(parent=pages["home"], update_slug="same-again")
    build_pending()
    assert "公开的网页是最新的" in editor.get(f"/admin/pages/{alias.pk}/edit/").content.decode()


def test_the_state_is_for_those_who_may_edit_the_page(pages, client):
    group = Group.objects.create(name="只管消息")
    user = User.objects.create_user("newsman", password="pass")
    user.groups.add(group)
    ensure_editors()
    group.permissions.set(
        Group.objects.get(name=EDITORS).permissions.filter(codename="access_admin")
    )
    permission = GroupPagePermission.objects.get(
        group__name=EDITORS, permission__codename="change_page"
    ).permission
    GroupPagePermission.objects.create(group=group, page=pages["news_index"], permission=permission)
    client.force_login(user)
    assert client.get(f"/admin/public-site/page/{pages['news'].pk}/").status_code == 200
    assert client.get(f"/admin/public-site/page/{pages['article'].pk}/").status_code == 302


def test_the_bar_adds_a_handful_of_questions(pages, editor, django_assert_max_num_queries):
    for number in range(30):
        Change.objects.create(model="news.newspage", object_id=str(number))
    page = type(pages["article"]).objects.get(pk=pages["article"].pk)
    with django_assert_max_num_queries(10):
        page_state(page)
