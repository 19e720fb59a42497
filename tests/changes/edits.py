"""Edits that any page may get: words, address, pictures, links to other pages."""

from wagtail.documents.models import Document
from wagtail.models import Page

from news.models import NewsPage, TopicPage
from pages.models import (
    ArticlePage,
    EventPage,
    GuidePage,
    HandbookChapterPage,
    HandbookPage,
    HomePage,
    SectionPage,
    ServicePage,
    SiteImage,
    StationPage,
)
from tests.changes.choosing import Choose, change, pages, publish, without_signal

WITH_COVER = (NewsPage, TopicPage, ArticlePage, EventPage, HandbookPage)
WITH_BODY = (NewsPage, TopicPage, ArticlePage, HandbookChapterPage, SectionPage, StationPage)
WITH_BODY = (*WITH_BODY, ServicePage)


@change
def edit_the_title(choose: Choose) -> str:
    page = choose.page()
    page.title = choose.new_name()
    return publish(page)


@change
def edit_the_summary(choose: Choose) -> str:
    page = choose.page()
    page.summary = f"导语 {choose.new_name()}"
    page.search_description = choose.one(["", "给搜索看的"])
    return publish(page)


@change
def edit_the_slug(choose: Choose) -> str:
    """The old address leads to the new one, for everything below as well."""
    page = choose.page()
    page.slug = choose.one([choose.new_name(), f"新址-{choose.new_name()}"])
    return publish(page)


@change
def edit_the_menu(choose: Choose) -> str:
    page = choose.one(pages().filter(depth=3, live=True, alias_of=None)).specific
    page.show_in_menus = choose.one([not page.show_in_menus, True])
    page.menu_label = choose.one(["", "短名", "别的"])
    return publish(page)


@change
def edit_the_cover(choose: Choose) -> str:
    page = choose.page(*WITH_COVER)
    page.cover = choose.one([None, *SiteImage.objects.order_by("pk")])
    return publish(page)


@change
def edit_the_picture_for_sharing(choose: Choose) -> str:
    page = choose.page()
    page.share_image = choose.one([None, *SiteImage.objects.order_by("pk")])
    return publish(page)


@change
def edit_the_body(choose: Choose) -> str:
    """Quotes and links of every sort, to pages that are live and to some that are not."""
    page = choose.page(*WITH_BODY)
    makers = [choose.one(BLOCKS) for _number in range(choose.one([1, 2, 3]))]
    page.body = [maker(choose) for maker in makers]
    return publish(page)


def heading(choose: Choose) -> dict:
    return {"type": "heading", "value": f"小节 {choose.new_name()}"}


def link(choose: Choose) -> dict:
    target = choose.one(pages())
    text = f'<p>看<a linktype="page" id="{target.pk}">这一页</a>。</p>'
    return {"type": "text", "value": text}


def link_to_a_file(choose: Choose) -> dict:
    found = Document.objects.order_by("pk").values_list("pk", flat=True)
    target = choose.one([*found, 999])
    text = f'<p>看<a linktype="document" id="{target}">这份文件</a>。</p>'
    return {"type": "text", "value": text}


def picture(choose: Choose) -> dict:
    image = choose.one([*SiteImage.objects.order_by("pk").values_list("pk", flat=True), 999])
    alt = choose.one(["插画", ""])
    value = {"image": image, "alt_text": alt, "decorative": not alt}
    return {"type": "picture", "value": {"image": value, "caption": "图注"}}


def gallery(choose: Choose) -> dict:
    photos = [picture(choose)["value"] for _number in range(2)]
    return {"type": "gallery", "value": {"photos": photos}}


def attachments(choose: Choose) -> dict:
    document = choose.one(Document.objects.order_by("pk"))
    return {"type": "attachments", "value": {"attachments": [{"document": document.pk}]}}


def guide_facts(choose: Choose) -> dict:
    guide = choose.one(pages(GuidePage))
    return {"type": "guide_facts", "value": {"guide": guide.pk, "title": "要多久"}}


def event_card(choose: Choose) -> dict:
    return {"type": "event_card", "value": {"event": choose.one(pages(EventPage)).pk}}


def action(choose: Choose) -> dict:
    return {"type": "action", "value": {"text": "去办", "page": choose.one(pages()).pk}}


BLOCKS = [
    heading, link, link_to_a_file, picture, gallery, attachments, guide_facts, event_card, action
]  # fmt: skip


@change
def edit_the_home_page(choose: Choose) -> str:
    page = HomePage.objects.get()
    page.slogan = f"大标题 {choose.new_name()}"
    page.title = choose.one(["首页", "新首页"])
    target = choose.one(pages())
    page.figures_page_id = target.pk
    situation = {"title": "没发工资", "text": "欠薪", "icon": "wages", "page": target.pk}
    situation["ways"] = [{"type": "item", "value": {"page": target.pk, "label": ""}}]
    page.situations = [{"type": "situation", "value": situation}]
    return publish(page)


@without_signal
def edit_a_title_in_the_database(choose: Choose) -> str:
    page = choose.page()
    Page.objects.filter(pk=page.pk).update(title=choose.new_name())
    return page.url_path


@without_signal
def edit_a_summary_in_the_database(choose: Choose) -> str:
    page = choose.page()
    type(page).objects.filter(pk=page.pk).update(summary=f"直接改的 {choose.new_name()}")
    return page.url_path


@without_signal
def hide_a_page_in_the_database(choose: Choose) -> str:
    page = choose.page(NewsPage, ArticlePage, GuidePage, EventPage)
    Page.objects.filter(pk=page.pk).update(live=False)
    return page.url_path
