"""Short addresses that are printed on paper, and so can never change: /s/<code>/."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page


class ShortAddress(models.Model):
    """A code and what it was given to: a page, or a section of one by the id of its heading.

    The row outlives the page, so a code is never given out again; `title` is what it named last.
    Where its own page is gone, `leads_to` sends those who hold the paper elsewhere.
    """

    code = models.CharField(_("短码"), max_length=8, unique=True, editable=False)
    page = models.ForeignKey(
        Page,
        verbose_name=_("哪一页"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    block = models.CharField(_("哪一节"), max_length=40, blank=True, editable=False)
    title = models.CharField(_("给了什么"), max_length=255, editable=False)
    made_at = models.DateTimeField(_("哪天给的"), auto_now_add=True)
    leads_to = models.ForeignKey(
        Page,
        verbose_name=_("改为打开"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("原来的那一页没有了，印在纸上的码改为打开这一页；留空就打开原来的"),
    )

    panels = [
        FieldPanel("code", read_only=True),
        FieldPanel("title", read_only=True),
        PageChooserPanel("leads_to"),
    ]
    wagtail_reference_index_ignore = True  # no reason to keep a page

    class Meta:
        verbose_name = _("短网址")
        verbose_name_plural = _("短网址")
        ordering = ["pk"]
        default_permissions = ("change", "view")
        constraints = [
            models.UniqueConstraint(fields=["page", "block"], name="one_short_address_each"),
        ]

    def __str__(self):
        return f"/s/{self.code}/ {self.title}"

    @property
    def state(self) -> str:
        """What happens now to somebody who follows it; a word for the list."""
        if self.leads_to:
            return gettext("改到“%(title)s”") % {"title": self.leads_to.title}
        if self.page is None:
            return gettext("原来的页面删掉了")
        return gettext("打开原来的") if self.page.live else gettext("原来的页面没有公开")
