"""The centre's own words for sorting: nine lines of service and six modes of service."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet


class Term(models.Model):
    name = models.CharField(_("名称"), max_length=40, unique=True)
    slug = models.SlugField(_("地址用名"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("order")]

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


@register_snippet
class ServiceLine(Term):
    """服务事项: what help is about. Guides, requests and statistics are sorted by it."""

    class Meta(Term.Meta):
        verbose_name = _("服务事项")
        verbose_name_plural = _("服务事项")


@register_snippet
class ServiceMode(Term):
    """服务方式: how the centre reaches people. Events are sorted by it."""

    class Meta(Term.Meta):
        verbose_name = _("服务方式")
        verbose_name_plural = _("服务方式")
