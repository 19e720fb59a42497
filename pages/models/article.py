from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.models.base import BasePage


class ArticlePage(BasePage):
    """A page of text that stands: about, impact, honours, privacy."""

    cover = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("题图"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    source = models.CharField(_("来源"), max_length=80, blank=True)
    source_date = models.DateField(_("资料日期"), null=True, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("正文"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("cover"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("source_date")], heading=_("来源")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    api_fields = [APIField("source"), APIField("source_date")]

    kind = "article"
    asks_readers = True

    class Meta:
        verbose_name = _("文章")
        verbose_name_plural = _("文章")

    def facts(self, build):
        return super().facts(build) | {
            "cover": build.image(self.cover_id, "body"),
            "source": self.source,
            "source_date": self.source_date.isoformat() if self.source_date else "",
            "body": build.stream(self.body),
            "siblings": build.siblings(self),
        }

    @property
    def share_picture_id(self):
        return self.share_image_id or self.cover_id
