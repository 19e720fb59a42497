"""New pages, moves, orders, deletions, copies and aliases."""

from wagtail.models import Page

from news.models import NewsIndexPage, NewsPage, TopicPage
from pages.models import (
    ArticlePage,
    EventCalendarPage,
    EventPage,
    GuideIndexPage,
    GuidePage,
    HandbookChapterPage,
    HandbookPage,
    HomePage,
    SectionPage,
    ServiceIndexPage,
    ServicePage,
    StationIndexPage,
    StationPage,
)
from tests import factories as make
from tests.changes.choosing import Choose, NotNow, change, pages, publish

# What has a place of its own and is there once: two lists of news would want the same addresses.
PLACES = {
    make.NewsFactory: NewsIndexPage,
    make.TopicFactory: NewsIndexPage,
    make.GuideFactory: GuideIndexPage,
    make.EventFactory: EventCalendarPage,
    make.StationFactory: StationIndexPage,
    make.ServiceFactory: ServiceIndexPage,
    make.ChapterFactory: HandbookPage,
}
COPIED = (NewsPage, GuidePage, EventPage, StationPage, HandbookChapterPage, ArticlePage)
COPIED = (*COPIED, SectionPage, ServicePage, TopicPage)


def parents(kind: type[Page]) -> list[Page]:
    """Where a page of a kind may be; chapters only below a handbook that is there."""
    found = pages(kind).filter(alias_of=None).specific()
    return [page for page in found if page.live or not isinstance(page, HandbookPage)]


@change
def add_a_page_of_a_kind_with_its_own_place(choose: Choose) -> str:
    factory = choose.one(PLACES)
    parent, name = choose.one(parents(PLACES[factory])), choose.new_name()
    return factory(parent=parent, title=name, slug=name).url_path


@change
def add_news(choose: Choose) -> str:
    """Of any kind and day: it may open a new page of a list, or push into an old one."""
    name = choose.new_name()
    page = make.NewsFactory(
        parent=choose.one(parents(NewsIndexPage)),
        title=name,
        slug=name,
        news_kind=choose.one(NewsPage.Kind.values),
        published_on=f"{choose.one(['2024-10', '2025-12', '2026-01', '2026-12'])}-15",
    )
    return page.url_path


@change
def add_an_article_or_a_section(choose: Choose) -> str:
    factory = choose.one([make.ArticleFactory, make.SectionFactory, make.HandbookFactory])
    parent, name = choose.one(roomy()), choose.new_name()
    return factory(parent=parent, title=name, slug=name, show_in_menus=True).url_path


def roomy() -> list[Page]:
    """Pages below which articles and sections may be."""
    return [HomePage.objects.get(), *pages(SectionPage, ArticlePage).filter(alias_of=None)]


@change
def delete(choose: Choose) -> str:
    """With everything below it."""
    page = choose.page(live=choose.one([True, True, False]))
    page.delete()
    return page.url_path


@change
def delete_in_the_admin(choose: Choose) -> str:
    page = choose.page()
    choose.post(f"/admin/pages/{page.pk}/delete/")
    return page.url_path


@change
def move(choose: Choose) -> str:
    page, target = page_and_target(choose)
    page.move(target, pos="last-child")
    return f"{page.url_path} below {target.url_path}"


@change
def move_in_the_admin(choose: Choose) -> str:
    page, target = page_and_target(choose)
    choose.post(f"/admin/pages/{page.pk}/move/{target.pk}/confirm/")
    return f"{page.url_path} below {target.url_path}"


def page_and_target(choose: Choose) -> tuple[Page, Page]:
    page = choose.one(pages().not_type(HandbookChapterPage)).specific
    targets = [each for each in [*roomy(), *pages()] if may_go(page, each)]
    return page, choose.one(targets)


def may_go(page: Page, target: Page) -> bool:
    """By their numbers: a page and the same page of its own kind are not equal to Django."""
    return (
        target.pk not in {page.pk, page.get_parent().pk}
        and target.alias_of_id is None
        and not target.is_descendant_of(page)
        and page.can_move_to(target.specific)
        and Page._slug_is_available(page.slug, target)
    )


@change
def reorder(choose: Choose) -> str:
    page = choose.one(each for each in pages() if each.get_siblings().count() > 1)
    other = choose.one(page.get_siblings().exclude(pk=page.pk).order_by("path"))
    page.move(other, pos=choose.one(["left", "right", "first-sibling", "last-sibling"]))
    return f"{page.url_path} beside {other.url_path}"


@change
def reorder_chapters(choose: Choose) -> str:
    chapters = list(pages(HandbookChapterPage))
    if len(chapters) < 2:
        raise NotNow
    choose.post(f"/admin/pages/{chapters[-1].pk}/set_position/?position=0")
    return chapters[-1].url_path


@change
def copy(choose: Choose) -> str:
    page, name = choose.page(*COPIED), choose.new_name()
    new = {"slug": name, "title": name}
    page.copy(recursive=choose.one([False, True]), update_attrs=new, keep_live=True)
    return page.url_path


@change
def copy_as_a_draft(choose: Choose) -> str:
    page, name = choose.page(*COPIED), choose.new_name()
    page.copy(update_attrs={"slug": name, "title": name}, keep_live=False)
    return page.url_path


@change
def make_an_alias(choose: Choose) -> str:
    """It follows its original from then on."""
    page = choose.page(*COPIED)
    return page.create_alias(update_slug=choose.new_name()).url_path


@change
def edit_what_has_an_alias(choose: Choose) -> str:
    page = choose.one(pages().filter(aliases__isnull=False, live=True).distinct()).specific
    page.title = choose.new_name()
    return publish(page)
