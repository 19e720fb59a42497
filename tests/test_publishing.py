"""What an editor does in the admin shows in the public folder, without any command."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from export.models import Change, Run
from export.worker import build_pending
from search.outputs import entries as entries_of
from tests import factories as make
from tests.engine import full_export, sitemap
from tests.site_of_all_kinds import build_site

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def pages():
    pages = build_site()
    build_pending()
    return pages


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("editor", "e@example.invalid", "pass"))
    return client


def test_publishing_in_the_admin_puts_the_page_and_its_list_entry_out(pages, editor, out):
    answer = editor.post(
        f"/admin/pages/add/news/newspage/{pages['news_index'].pk}/",
        nested_form_data(
            {
                "title": "今晚停电",
                "slug": "power-cut",
                "news_kind": "notice",
                "published_on": "2026-11-24",
                "body": streamfield([("text", rich_text("<p>七点到九点。</p>"))]),
                "comments": inline_formset([]),
                "action-publish": "1",
            }
        ),
    )
    assert answer.status_code == 302, answer.context["form"].errors
    build_pending()
    assert "七点到九点" in (out / "news/power-cut/index.html").read_text()
    assert "今晚停电" in (out / "news/index.html").read_text()
    assert "今晚停电" in (out / "index.html").read_text()


def test_unpublishing_removes_the_file_and_the_list_entry(pages, editor, out):
    editor.post(f"/admin/pages/{pages['news'].pk}/unpublish/")
    build_pending()
    assert not (out / "news/sign-up").exists()
    assert "开始报名" not in (out / "news/index.html").read_text()


def test_deleting_removes_the_page_with_everything_below_it(pages, editor, out):
    editor.post(f"/admin/pages/{pages['handbook'].pk}/delete/")
    build_pending()
    assert not (out / "handbook").exists()
    assert (out / "index.html").exists()


def test_moving_takes_the_file_along_and_leaves_a_way_there(pages, editor, out):
    target = make.SectionFactory(title="另一栏", slug="other")
    editor.post(f"/admin/pages/{pages['article'].pk}/move/{target.pk}/confirm/")
    build_pending()
    assert "<h1>隐私</h1>" in (out / "other/privacy/index.html").read_text()
    left = (out / "about/privacy/index.html").read_text()
    assert "/other/privacy/" in left
    assert "<h1>隐私</h1>" not in left


def test_old_address_leads_to_the_new_one_after_a_rename(
    pages, out, django_capture_on_commit_callbacks
):
    page = pages["article"]
    page.slug = "privacy-policy"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    build_pending()
    assert "<h1>隐私</h1>" in (out / "about/privacy-policy/index.html").read_text()
    assert "/about/privacy-policy/" in (out / "about/privacy/index.html").read_text()


def test_a_page_made_private_leaves_the_public_folder_with_what_is_below_it(pages, out):
    PageViewRestriction.objects.create(page=pages["section"], restriction_type="login")
    build_pending()
    assert not (out / "about").exists()
    assert "/news/" in sitemap(out)
    assert "/about/" not in sitemap(out)


def test_scheduled_page_goes_out_when_its_hour_has_come(pages, out, time_machine):
    time_machine.move_to("2026-11-24 10:00 +0800")
    index = pages["news_index"]
    page = make.NewsFactory(
        parent=index, title="明早见", slug="tomorrow", publish=False, live=False
    )
    page.go_live_at = "2026-11-25T00:00:00Z"
    page.full_clean()
    page.save_revision().publish()
    build_pending()
    assert not (out / "news/tomorrow").exists()
    time_machine.move_to("2026-11-25 09:00 +0800")
    call_command("publish_scheduled")
    build_pending()
    assert (out / "news/tomorrow/index.html").exists()


def test_changed_setting_shows_on_every_page(pages, out):
    from pages.models import SiteSettings

    setting = SiteSettings.objects.get()
    setting.hotline = "0756-123 4567"
    setting.save()
    build_pending()
    assert "0756-123 4567" in (out / "about/privacy/index.html").read_text()


def test_nothing_changed_means_nothing_built(pages):
    assert build_pending() is None


def test_failed_build_keeps_the_old_site_and_the_change_and_tells(pages, out, monkeypatch):
    before = (out / "about/privacy/index.html").read_text()
    page = pages["article"]
    page.title = "新标题"
    page.save_revision().publish()

    def fail(*args):
        raise OSError("no space left on device")

    monkeypatch.setattr("export.write.replace", fail)
    with pytest.raises(OSError, match="no space"):
        build_pending()
    assert (out / "about/privacy/index.html").read_text() == before
    assert Change.objects.exists()
    assert "no space" in Run.objects.first().error


def test_a_change_that_is_rolled_back_leaves_no_trace(pages):
    with transaction.atomic():
        pages["article"].save_revision().publish()
        assert Change.objects.exists()
        transaction.set_rollback(True)
    assert not Change.objects.exists()


def test_a_page_that_opens_a_new_piece_leaves_the_other_pieces_alone(pages, monkeypatch):
    """Search and sitemap are cut into pieces by page ids; each is made from its own pages."""
    for module in ("list_answers", "plan"):
        monkeypatch.setattr(f"export.{module}.BLOCK", 1)
    build_pending()
    full_export()
    made = []

    def entries(number, build):
        made.append(number)
        return entries_of(number, build)

    monkeypatch.setattr("search.outputs.entries", entries)
    page = make.NewsFactory(parent=pages["news_index"], slug="newest")
    build_pending()
    assert page.pk in made
    assert pages["guide"].pk not in made
