from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField

from pages.blocks import BodyBlock
from pages.models.base import BasePage


class SectionPage(BasePage):
    """A section: its children as cards or as a list. Sections can hold sections."""

    class Layout(models.TextChoices):
        CARDS = "cards", _("卡片")
        LIST = "list", _("列表")

    layout = models.CharField(
        _("下级页面怎么排"), max_length=10, choices=Layout, default=Layout.CARDS
    )
    body = StreamField(BodyBlock(), verbose_name=_("开头的话"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("layout")]
    api_fields = [APIField("layout")]

    kind = "section"

    class Meta:
        verbose_name = _("栏目")
        verbose_name_plural = _("栏目")

    def facts(self, build):
        return super().facts(build) | {
            "layout": self.layout,
            "body": build.stream(self.body),
            "children": build.children(self),
        }
