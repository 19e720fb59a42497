from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from news.lists import kind_labels, news_outputs, topic_facts
from pages.blocks import BodyBlock
from pages.models.base import BasePage
from pages.models.taxonomy import Term


@register_snippet
class NewsTopic(Term):
    """专题: news told under one heading, across kinds."""

    summary = models.CharField(_("导语"), max_length=200, blank=True)

    panels = [*Term.panels, FieldPanel("summary")]

    class Meta(Term.Meta):
        verbose_name = _("专题")
        verbose_name_plural = _("专题")


class NewsIndexPage(BasePage):
    """消息: all news, each kind, each topic, page by page, and the feed."""

    kind = "news_index"
    list_addresses = r"story|notice|bulletin|press|page-\d+|topic-.+"
    subpage_types = ["news.NewsPage"]

    class Meta:
        verbose_name = _("消息目录")
        verbose_name_plural = _("消息目录")

    def outputs(self, build):
        return news_outputs(self, build)


class NewsPage(BasePage):
    class Kind(models.TextChoices):
        STORY = "story", _("动态")
        NOTICE = "notice", _("公告")
        BULLETIN = "bulletin", _("简报")
        PRESS = "press", _("媒体报道")

    news_kind = models.CharField(_("种类"), max_length=10, choices=Kind, default=Kind.STORY)
    published_on = models.DateField(_("日期"))
    issue = models.CharField(_("期号"), max_length=30, blank=True, help_text=_("简报用"))
    topics = ParentalManyToManyField(NewsTopic, verbose_name=_("专题"), blank=True)
    cover = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("题图"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("正文"))
    source = models.CharField(_("来源"), max_length=80, blank=True)
    author = models.CharField(_("作者"), max_length=40, blank=True)
    original_title = models.CharField(_("原题"), max_length=120, blank=True)
    original_url = models.URLField(_("原文网址"), blank=True)
    responsible_editor = models.CharField(_("责任编辑"), max_length=40, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("news_kind"), FieldPanel("published_on"), FieldPanel("issue")]),
        FieldPanel("cover"),
        FieldPanel("body"),
        FieldPanel("topics"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("source"), FieldPanel("author")]),
                FieldRowPanel([FieldPanel("original_title"), FieldPanel("original_url")]),
                FieldPanel("responsible_editor"),
            ],
            heading=_("来源"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("news_kind"),
        index.FilterField("published_on"),
    ]
    api_fields = [APIField("news_kind"), APIField("published_on")]

    kind = "news"
    asks_readers = True
    build_order = ("-published_on", "-pk")
    build_filters = ("news_kind", "topics")
    build_prefetch = ("topics",)
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")

    def facts(self, build):
        return (
            super().facts(build)
            | build.card(self.pk)
            | {
                "cover": build.image(self.cover_id, "body"),
                "body": build.stream(self.body),
                "source": self.source or build.settings.short_name,
                "author": self.author,
                "original_title": self.original_title,
                "original_url": self.original_url,
                "responsible_editor": self.responsible_editor,
                "topics": [topic_facts(topic, build) for topic in self.topics.all()],
                "related": self.related(build),
            }
        )

    def card(self, build):
        return super().card(build) | {
            "news_kind": self.news_kind,
            "news_kind_label": kind_labels(build).get(self.news_kind, self.news_kind),
            "date": self.published_on.isoformat(),
            "issue": self.issue,
        }

    def related(self, build):
        """What was told before, of the same kind: it stays the same when news come in."""
        return build.listing(NewsPage, news_kind=self.news_kind).near(self.pk)

    def share_label(self, build):
        return kind_labels(build).get(self.news_kind, self.news_kind)

    @property
    def share_picture_id(self):
        return self.share_image_id or self.cover_id
