"""Changes that reach further than the row they touch, and pages that fail and recover."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

import news.lists
from export import worker
from export.deliver import export_changes, export_site
from export.models import Change
from export.worker import build_pending
from pages.models import ArticlePage
from tests import factories as make
from tests.engine import differs_from_clean_build
from tests.same_site import assert_same, difference, snapshot
from tests.site_of_all_kinds import build_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(out):
    pages = build_site()
    export_site()
    Change.objects.all().delete()
    return pages


@pytest.fixture
def same_as_clean(out, tmp_path):
    return lambda: assert_same(differs_from_clean_build(out, tmp_path / "clean"))


def fail(*arguments):
    raise RuntimeError("broken")


def test_sections_that_change_places_take_their_breadcrumbs_along(pages, same_as_clean):
    sections = [make.SectionFactory(title=f"节{number}", slug=f"s{number}") for number in range(4)]
    inside = make.ArticleFactory(parent=sections[0], title="文", slug="inside")
    build_pending()
    first, last = (Page.objects.get(pk=sections[place].pk) for place in (0, 3))
    last.move(first, pos="left")
    build_pending()
    inside = ArticlePage.objects.get(pk=inside.pk)
    inside.title = "改了"
    inside.save_revision().publish()
    build_pending()
    same_as_clean()


def test_a_page_that_nobody_sees_makes_others_give_way(pages, same_as_clean):
    hidden = make.ArticleFactory(title="没发布", slug="hidden")
    hidden.unpublish()
    build_pending()
    Page.objects.get(pk=hidden.pk).move(Page.objects.get(pk=pages["guide_index"].pk), pos="left")
    build_pending()
    make.ServiceLineFactory(name="工资", slug="wages", order=1)  # every list of lines is made anew
    build_pending()
    same_as_clean()


def test_neighbours_in_a_list_that_has_no_page_of_its_own_follow_it(pages, same_as_clean):
    """A list of news that is taken back leaves its news where they are."""
    others = [make.NewsFactory(parent=pages["news_index"], slug=f"n{n}") for n in range(3)]
    pages["news_index"].unpublish()
    build_pending()
    for kind in ("notice", "story"):
        others[1].refresh_from_db()
        others[1].news_kind = kind
        others[1].save_revision().publish()
        build_pending()
        same_as_clean()


@pytest.mark.parametrize("how", ["move", "rename"])
def test_live_pages_below_one_that_is_not_follow_it(
    how, pages, same_as_clean, django_capture_on_commit_callbacks
):
    section = make.SectionFactory(title="节", slug="s")
    target = make.SectionFactory(title="目标", slug="t")
    make.ArticleFactory(parent=section, title="文", slug="inside")
    Page.objects.get(pk=section.pk).specific.unpublish()
    build_pending()
    section = Page.objects.get(pk=section.pk).specific
    with django_capture_on_commit_callbacks(execute=True):
        if how == "move":
            section.move(Page.objects.get(pk=target.pk), pos="last-child")
        else:
            section.slug = "other"
            section.save()
    build_pending()
    same_as_clean()


def test_a_file_becomes_a_folder_and_a_file_again(pages, out, same_as_clean):
    """A list leaves its feed's address to a redirect, which is a page in a folder of that name."""
    Redirect.objects.create(old_path="/news/feed.xml", redirect_page=pages["guide"])
    build_pending()
    for slug, way in [("xiaoxi", "news/feed.xml/index.html"), ("news", "news/feed.xml")]:
        index = pages["news_index"]
        index.refresh_from_db()
        index.slug = slug
        index.save_revision().publish()
        build_pending()
        assert (out / way).is_file()
        same_as_clean()


def test_a_topic_that_is_given_a_page_changes_the_page(pages, same_as_clean):
    topic = make.TopicFactory(parent=pages["news_index"], title="春", slug="spring")
    build_pending()
    topic.newspage_set.add(pages["news"])
    build_pending()
    same_as_clean()


@pytest.mark.parametrize("build", [build_pending, export_site])
def test_lists_that_failed_are_whole_again_when_they_can_be_made(
    build, pages, same_as_clean, monkeypatch
):
    page = pages["news"]
    page.title = "新的题目"
    page.save_revision().publish()
    with monkeypatch.context() as broken:
        broken.setattr(news.lists, "list_page", fail)
        build()
    Change.ask_to_retry()
    build_pending()
    same_as_clean()


def test_search_finds_a_page_again_that_failed_once(pages, same_as_clean, monkeypatch):
    page = pages["article"]
    page.title = "坏"
    page.save_revision().publish()
    with monkeypatch.context() as broken:
        broken.setattr(ArticlePage, "facts", fail)
        build_pending()
    Change.ask_to_retry()
    build_pending()
    same_as_clean()


def test_another_folder_is_never_stale(pages, out, tmp_path):
    other = tmp_path / "other"
    export_changes(other)
    pages["article"].title = "新题目"
    pages["article"].save_revision().publish()
    build_pending()
    export_changes(other)
    assert_same(difference(snapshot(other), snapshot(out)))


def test_links_of_others_in_the_folder_are_carried_over_as_links(pages, out, tmp_path):
    (out / "files").symlink_to(tmp_path)
    (out / "nowhere").symlink_to("gone")
    export_site()
    assert (out / "files").readlink() == tmp_path
    assert (out / "nowhere").is_symlink()


def test_the_folder_keeps_its_rights(pages, out):
    out.chmod(0o2775)
    export_site()
    assert out.stat().st_mode & 0o7777 == 0o2775


def test_a_change_of_a_kind_that_is_no_more_is_passed_over(pages):
    Change.objects.create(model="gone.model", object_id="1")
    assert not build_pending().full
    assert not Change.objects.exists()


def test_where_folders_cannot_change_places_the_files_are_moved_over(
    pages, same_as_clean, monkeypatch
):
    monkeypatch.setattr("export.write.exchanged", lambda new, old: False)
    pages["article"].title = "新题目"
    pages["article"].save_revision().publish()
    pages["news"].unpublish()
    export_site()
    same_as_clean()


def test_a_move_over_that_was_cut_off_is_made_good(pages, same_as_clean, monkeypatch):
    pages["article"].title = "新题目"
    pages["article"].save_revision().publish()
    with monkeypatch.context() as broken:
        broken.setattr("export.write.exchanged", lambda new, old: False)
        broken.setattr("export.write.move_over", fail)
        with pytest.raises(RuntimeError):
            export_site()
    Change.objects.all().delete()
    build_pending()
    same_as_clean()


def test_no_fault_of_the_database_ends_the_worker(monkeypatch):
    monkeypatch.setattr(worker, "was_asked_to_retry", fail)
    monkeypatch.setattr(worker, "every_minute", lambda: None)
    monkeypatch.setattr(worker, "POLL_SECONDS", 0)
    turns = iter([True, True, False])
    worker.watch(lambda: next(turns))
    assert next(turns, "done") == "done"
