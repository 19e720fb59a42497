"""What editors see of publishing on the admin's home page, and what they may ask for."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from export.models import Change, Pulse, Run, Writer
from sample_site.accounts import EDITORS, ensure_editors
from tests import factories as make

pytestmark = pytest.mark.django_db
WORDS = "timeout: no answer <script>alert(1)</script>"


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


@pytest.fixture
def plain_editor(editor):
    """Works on pages, but may not have the site published again."""
    Group.objects.get(name=EDITORS).permissions.remove(
        Permission.objects.get(codename="rebuild_site")
    )
    return editor


def panel(client) -> str:
    """The panel on the home page; its inside alone must say the same."""
    inside = client.get("/admin/public-site/state/").content.decode()
    whole = client.get("/admin/").content.decode()
    assert 'id="public-site-state"' in whole
    return whole[whole.index('id="public-site-state"') :] + inside


def test_a_new_site_says_that_nothing_was_published(editor):
    assert "还没有发布过" in panel(editor)


def test_when_all_is_out_it_says_when_how_long_and_how_much(editor):
    Run.objects.create(seconds=1.26, files=300, written=12, removed=3)
    html = panel(editor)
    assert "改动都已经发布" in html
    assert "用了 1.3 秒" in html
    assert "只做了改动的部分，写了 12 个文件，删了 3 个" in html
    assert "w-init-delay" not in html


def test_a_full_build_is_told_as_one(editor):
    Run.objects.create(seconds=9, files=300, written=300, full=True)
    assert "全站 300 个文件" in panel(editor)


def test_what_waits_is_counted_once_a_thing_with_the_time_of_the_first(editor, time_machine):
    time_machine.move_to("2026-11-24 09:30:15 +0800", tick=False)
    Pulse.beat()
    for object_id in ("12", "12", "13"):
        Change.objects.create(model="news.newspage", object_id=object_id)
        time_machine.shift(5)
    html = panel(editor)
    assert "有 2 处改动等着发布，最早的是 2026-11-24 09:30:15" in html
    assert 'data-w-init-delay-value="2000"' in html


def test_a_running_build_shows_how_far_it_is(editor):
    until = timezone.now() + timedelta(minutes=1)
    Writer.objects.create(holder="here", until=until, done=3, total=8, phase="rendering")
    html = panel(editor)
    assert "正在做网页 3 / 8" in html
    assert 'value="3" max="8"' in html


def test_a_long_build_is_not_taken_for_a_dead_worker(editor):
    Pulse.objects.all().delete()
    until = timezone.now() + timedelta(minutes=1)
    Writer.objects.create(holder="here", until=until, phase="writing")
    assert "发布进程没有在运行" not in panel(editor)


def test_a_writer_whose_lease_ran_out_builds_nothing(editor):
    until = timezone.now() - timedelta(minutes=1)
    Writer.objects.create(holder="gone", until=until, done=3, total=8, phase="rendering")
    assert "正在做网页" not in panel(editor)


def test_a_worker_that_is_gone_is_told_and_nobody_keeps_asking(editor):
    Pulse.objects.all().delete()
    Change.objects.create(model="news.newspage", object_id="12")
    html = panel(editor)
    assert "发布进程没有在运行" in html
    assert "w-init-delay" not in html


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("OSError: [Errno 28] No space left on device: '/x'", "磁盘满了"),
        ("NotOurs: /srv/site", "文件夹里有别的文件"),
        ("EndpointConnectionError: Could not connect to the endpoint", "连不上存放网页的地方"),
        ("ClientError: An error occurred (AccessDenied)", "不认我们的钥匙"),
        ("ClientError: An error occurred (NoSuchBucket)", "找不到存储桶"),
        ("PermissionError: [Errno 13] Permission denied", "没有权限写"),
        ("OperationalError: database is locked", "数据库正忙"),
        ("MemoryError: ", "内存不够"),
        ("KeyError: 'x'", "没料到的错"),
    ],
)
def test_a_failure_is_told_in_plain_words_with_what_to_do(editor, error, words):
    Run.objects.create(seconds=1, error=error)
    html = panel(editor)
    assert "上一次发布没有成功" in html
    assert words in html
    assert "维护的人" in html or "再试" in html


def test_what_the_machine_says_is_shown_as_text(editor):
    Run.objects.create(seconds=1, error=WORDS)
    assert "&lt;script&gt;alert(1)" in panel(editor)
    Run.objects.create(seconds=1, faults=WORDS)
    html = panel(editor)
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert(1)" not in html


def test_trying_again_is_offered_after_a_failure_only(editor):
    Run.objects.create(seconds=1)
    assert "现在再试" not in panel(editor)
    Run.objects.create(seconds=1, error="KeyError: 'x'")
    assert "<button" in panel(editor)
    assert "现在再试" in panel(editor)


def test_asking_to_try_again_wakes_the_worker_and_is_noted(editor):
    editor.post("/admin/public-site/retry/")
    assert [change.model for change in Change.objects.all()] == ["retry"]
    assert not Change.objects.of_content().exists()
    entry = ModelLogEntry.objects.get(action="export.retry")
    assert (entry.user.username, entry.label) == ("editor", "公开网站")


def test_a_full_rebuild_is_asked_about_then_ordered_once_and_noted(editor):
    Run.objects.create(seconds=8.7, files=322, full=True)
    question = editor.get("/admin/public-site/rebuild/").content.decode()
    assert "用了 8.7 秒，一共 322 个文件" in question
    assert not Change.objects.exists()
    for _again in range(2):
        editor.post("/admin/public-site/rebuild/")
    assert [change.model for change in Change.objects.all()] == ["rebuild"]
    assert ModelLogEntry.objects.filter(action="export.rebuild").count() == 1
    assert str(registry.get_action_label("export.rebuild")) == "全部重新发布"
    assert "等着全部重新发布" in panel(editor)


def test_without_the_permission_there_is_no_button_and_no_way(plain_editor):
    Run.objects.create(seconds=1, error="KeyError: 'x'")
    html = panel(plain_editor)
    assert "上一次发布没有成功" in html
    assert "现在再试" not in html
    assert "/public-site/rebuild/" not in html
    for step in ("retry", "rebuild"):
        assert plain_editor.post(f"/admin/public-site/{step}/").status_code == 302
    assert plain_editor.get("/admin/public-site/rebuild/").status_code == 302
    assert not Change.objects.exists()


def test_a_step_sent_from_elsewhere_is_refused(editor):
    editor.handler.enforce_csrf_checks = True
    assert editor.post("/admin/public-site/rebuild/").status_code == 403
    assert not Change.objects.exists()


def test_who_works_on_no_page_sees_nothing_of_it(client):
    make.home()
    user = User.objects.create_user("clerk", password="pass")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert "public-site-state" not in client.get("/admin/").content.decode()
    for address in ("public-site/state/", "reports/publishing/"):
        assert client.get(f"/admin/{address}").status_code == 302


def test_the_permission_can_be_given_in_the_form_of_a_group(client):
    client.force_login(User.objects.create_superuser("boss", "b@example.invalid", "pass"))
    group = Group.objects.create(name="别的组")
    html = client.get(f"/admin/groups/edit/{group.pk}/").content.decode()
    assert "公开网站的发布" in html
    assert "重新发布整个公开网站" in html


def test_panel_asks_the_same_few_questions_whatever_waits(editor, django_assert_max_num_queries):
    for number in range(30):
        Change.objects.create(model="news.newspage", object_id=str(number))
    with django_assert_max_num_queries(12):
        editor.get("/admin/public-site/state/")
