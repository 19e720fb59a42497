from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from news.bulletins import beside, issue_label
from news.lists import kind_labels
from news.news_form import NewsForm
from news.related import related
from pages.blocks import BodyBlock
from pages.models.base import BasePage


class NewsPage(BasePage):
    class Kind(models.TextChoices):
        STORY = "story", _("动态")
        NOTICE = "notice", _("公告")
        BULLETIN = "bulletin", _("简报")
        PRESS = "press", _("媒体报道")

    news_kind = models.CharField(_("种类"), max_length=10, choices=Kind, default=Kind.STORY)
    published_on = models.DateField(_("日期"))
    topics = ParentalManyToManyField("news.TopicPage", verbose_name=_("专题"), blank=True)
    cover = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("题图"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    # a bulletin's place among the issues
    issue_year = models.PositiveSmallIntegerField(
        _("哪一年的"), null=True, blank=True, help_text=_("不填，就是日期的那一年")
    )
    issue_number = models.PositiveIntegerField(_("第几期"), null=True, blank=True)
    issue_total = models.PositiveIntegerField(_("总第几期"), null=True, blank=True)

    # where it comes from
    is_reprint = models.BooleanField(
        _("转载"), default=False, help_text=_("照登别处的文章就勾上；来源和原文要写明")
    )
    source = models.CharField(_("来源"), max_length=80, blank=True)
    author = models.CharField(_("作者"), max_length=40, blank=True)
    original_title = models.CharField(_("原题"), max_length=120, blank=True)
    original_url = models.URLField(_("原文网址"), blank=True)
    original_date = models.DateField(_("原文日期"), null=True, blank=True)
    responsible_editor = models.CharField(_("责任编辑"), max_length=40, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("news_kind"), FieldPanel("published_on")]),
        FieldPanel("cover"),
        FieldPanel("body"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [
                FieldPanel("is_reprint"),
                FieldRowPanel([FieldPanel("source"), FieldPanel("author")]),
                FieldRowPanel([FieldPanel("original_title"), FieldPanel("original_date")]),
                FieldPanel("original_url"),
                FieldPanel("responsible_editor"),
            ],
            heading=_("来源"),
        ),
        FieldRowPanel(
            [FieldPanel("issue_year"), FieldPanel("issue_number"), FieldPanel("issue_total")],
            heading=_("期号（简报用）"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("news_kind"),
        index.FilterField("published_on"),
    ]
    api_fields = [APIField("news_kind"), APIField("published_on"), APIField("is_reprint")]

    base_form_class = NewsForm
    kind = "news"
    asks_readers = True
    build_order = ("-published_on", "-pk")
    build_filters = ("news_kind", "topics", "published_on__year", "issue_year")
    build_prefetch = ("topics",)
    # Two issues never have one number.
    exclude_fields_in_copy = ["issue_year", "issue_number", "issue_total"]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")

    def facts(self, build):
        topics = [link for each in self.topic_ids if (link := build.link(each))]
        return (
            super().facts(build)
            | build.card(self.pk)
            | {
                "cover": build.image(self.cover_id, "body"),
                "body": build.stream(self.body),
                "topics": topics,
                "related": related(self, topics, build),
                "issue_year": self.issue_year if self.is_bulletin else None,
                "issue_total": self.issue_total if self.is_bulletin else None,
                **beside(self, build),
                **self.origin(build),
            }
        )

    def card(self, build):
        return super().card(build) | {
            "news_kind": self.news_kind,
            "news_kind_label": kind_labels(build).get(self.news_kind, self.news_kind),
            "date": self.published_on.isoformat(),
            "issue": issue_label(self),
            "issue_number": self.issue_number if self.is_bulletin else None,
            "original_url": self.original_url if self.is_reprint else "",
        }

    def origin(self, build):
        """Who wrote it, and where it stood first. Search engines are led to the original."""
        return {
            "is_reprint": self.is_reprint,
            "canonical": self.original_url if self.is_reprint else "",
            "source": self.source or build.settings.short_name,
            "author": self.author,
            "original_title": self.original_title,
            "original_url": self.original_url,
            "original_date": self.original_date.isoformat() if self.original_date else "",
            "responsible_editor": self.responsible_editor,
        }

    @property
    def is_bulletin(self):
        return self.news_kind == self.Kind.BULLETIN

    @property
    def topic_ids(self):
        """In an order that a draft and what is published share."""
        return sorted(topic.pk for topic in self.topics.all())

    def share_label(self, build):
        return kind_labels(build).get(self.news_kind, self.news_kind)

    @property
    def share_picture_id(self):
        return self.share_image_id or self.cover_id
