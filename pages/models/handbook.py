from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.handbook_editions import EDITIONS, edition_facts, editions_of, editions_page_facts
from pages.handbook_files import HandbookFilesPanel, files_of
from pages.models.short_addressed import ShortAddressedPage
from pages.publishing import Output, page_path
from pages.short_addresses import section_facts


class HandbookPage(ShortAddressedPage):
    """《珠海市异地务工人员服务手册》: the cover and the contents."""

    edition = models.CharField(_("版次"), max_length=40, help_text=_("比如：2026 年冬季版"))
    last_verified = models.DateField(_("核对日期"))
    cover = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("题图"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("开头的话"), blank=True)

    content_panels = [
        *ShortAddressedPage.content_panels,
        MultiFieldPanel([FieldPanel("edition"), FieldPanel("last_verified")], heading=_("版本")),
        FieldPanel("cover"),
        FieldPanel("body"),
        HandbookFilesPanel(),
    ]
    api_fields = [APIField("edition"), APIField("last_verified")]

    kind = "handbook"
    list_addresses = "editions"
    subpage_types = ["pages.HandbookChapterPage"]

    class Meta:
        verbose_name = _("手册")
        verbose_name_plural = _("手册")

    def facts(self, build):
        return super().facts(build) | {
            "edition": self.edition,
            "last_verified": self.last_verified.isoformat(),
            "cover": build.image(self.cover_id, "body"),
            "body": build.stream(self.body),
            "chapters": build.children(self),
            "files": files_of(build, self.pk),
            "editions": edition_facts(build, self.pk),
        }

    def outputs(self, build):
        """The page, and what its editions have changed where there are any."""
        yield from super().outputs(build)
        if editions_of(build, self.pk):
            path = page_path(build.url(self.pk) + EDITIONS)
            facts = partial(editions_page_facts, self, build)
            yield Output(path, "pages/handbook_editions.html", facts)

    @property
    def share_picture_id(self):
        return self.share_image_id or self.cover_id


class HandbookChapterPage(ShortAddressedPage):
    """One chapter. Its number is its place among the handbook's chapters."""

    last_verified = models.DateField(_("核对日期"))
    body = StreamField(BodyBlock(), verbose_name=_("正文"))
    index_words = models.TextField(
        _("索引词"),
        blank=True,
        help_text=_("印在纸上的索引：一行一个词。小标题自己会进去，不用再写"),
    )

    content_panels = [
        *ShortAddressedPage.content_panels,
        FieldPanel("last_verified"),
        FieldPanel("body"),
        FieldPanel("index_words"),
    ]
    search_fields = [*ShortAddressedPage.search_fields, index.SearchField("body")]
    api_fields = [APIField("last_verified")]

    kind = "chapter"
    asks_readers = True
    parent_page_types = ["pages.HandbookPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("手册的一章")
        verbose_name_plural = _("手册各章")

    def facts(self, build):
        chapters = build.siblings(self, inclusive=True)
        place = next((i for i, card in enumerate(chapters) if card["id"] == self.pk), 0)
        handbook = build.parent(self)
        body = build.stream(self.body)
        return super().facts(build) | {
            "number": place + 1,
            "handbook": {
                "title": handbook.title,
                "url": build.url(handbook.pk),
                "edition": getattr(handbook, "edition", ""),  # it may be unpublished
            },
            "last_verified": self.last_verified.isoformat(),
            "body": body,
            "sections": section_facts(build, self.pk, body),
            "index_terms": self.index_words.split(),
            "chapters": chapters,
            "previous": chapters[place - 1] if place > 0 else None,
            "next": chapters[place + 1] if place + 1 < len(chapters) else None,
        }

    def section_titles(self):
        return {
            block["id"]: block["value"]
            for block in self.body.raw_data
            if block["type"] == "heading" and block.get("id")
        }
