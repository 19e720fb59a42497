from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from pages.blocks import BodyBlock
from pages.event_feeds import feed, feed_links
from pages.event_series import is_of, series_lists
from pages.models.base import BasePage


class EventSeriesPage(BasePage):
    """系列: events that belong together, as 明德讲堂 does; each event names its series."""

    cover = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("题图"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("介绍"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("cover"), FieldPanel("body")]

    kind = "series"
    parent_page_types = ["pages.EventCalendarPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("系列活动")
        verbose_name_plural = _("系列活动")

    def facts(self, build):
        return (
            super().facts(build)
            | {"cover": build.image(self.cover_id, "body"), "body": build.stream(self.body)}
            | series_lists(build, self.pk)
            | feed_links(build.url(self.pk), build)
        )

    def outputs(self, build):
        yield from super().outputs(build)
        yield feed(build.url(self.pk), self.title, lambda ticket: is_of(ticket, self.pk), build)

    @property
    def share_picture_id(self):
        return self.share_image_id or self.cover_id
