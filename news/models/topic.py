from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from news.outputs import topic_outputs
from pages.blocks import BodyBlock
from pages.calendar import next_ticket
from pages.models.base import BasePage


class TopicPage(BasePage):
    """专题: news, guides and events under one heading. News name their topics themselves."""

    cover = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("题图"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("开头的话"), blank=True)
    guides = StreamField(
        [("guide", blocks.PageChooserBlock(label=_("办事指南"), page_type="pages.GuidePage"))],
        verbose_name=_("办事指南"),
        blank=True,
    )
    events = StreamField(
        [("event", blocks.PageChooserBlock(label=_("活动"), page_type="pages.EventPage"))],
        verbose_name=_("活动"),
        blank=True,
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("cover"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("guides"), FieldPanel("events")],
            heading=_("一起放进来的"),
            help_text=_("消息不用选：写消息的时候勾上这个专题，就排进来了"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    kind = "topic"
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("专题")
        verbose_name_plural = _("专题")

    def outputs(self, build):
        return topic_outputs(self, build)

    def facts(self, build):
        events = [build.page(block["value"]) for block in self.events.raw_data]
        guides = [build.card(block["value"]) for block in self.guides.raw_data]
        return super().facts(build) | {
            "cover": build.image(self.cover_id, "body"),
            "body": build.stream(self.body),
            "guides": [guide for guide in guides if guide],
            "tickets": [next_ticket(event, build) for event in events if event],
        }

    @property
    def share_picture_id(self):
        return self.share_image_id or self.cover_id
