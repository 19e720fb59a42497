from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.snippets.models import register_snippet

from pages.publishing import Facts


class CountBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("是什么"), max_length=60)
    count = blocks.IntegerBlock(
        label=_("数"), required=False, min_value=0, help_text=_("太少、会认出人来的不公布，空着")
    )

    class Meta:
        label = _("一行")


@register_snippet
class CountTable(models.Model):
    """统计表: numbers that are public, with their day and how they were counted.

    Taken over from the ledger, or typed in from a source that is named. A row without a number
    is one that is not published.
    """

    title = models.CharField(_("标题"), max_length=60)
    unit = models.CharField(_("单位"), max_length=10, help_text=_("人次、人、件"))
    period = models.CharField(_("哪段时间"), max_length=40)
    as_of = models.DateField(_("截至"))
    definition = models.CharField(_("怎么数的"), max_length=200)
    source = models.CharField(_("来源"), max_length=80)
    rows = StreamField([("row", CountBlock())], verbose_name=_("数字"), min_num=1)
    total = models.PositiveIntegerField(
        _("合计"), null=True, blank=True, help_text=_("不能从合计里倒推出没公布的数时才填")
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("period"), FieldPanel("as_of"), FieldPanel("unit")]),
        FieldPanel("rows"),
        FieldPanel("total"),
        FieldPanel("definition"),
        FieldPanel("source"),
    ]

    class Meta:
        verbose_name = _("统计表")
        verbose_name_plural = _("统计表")
        ordering = ["-as_of", "title", "pk"]

    def __str__(self):
        return f"{self.title}（{self.period}）"

    def facts(self) -> Facts:
        rows = [block["value"] for block in self.rows.raw_data]
        most = max((row["count"] or 0 for row in rows), default=0) or 1
        return {
            "title": self.title,
            "unit": self.unit,
            "period": self.period,
            "as_of": self.as_of.isoformat(),
            "definition": self.definition,
            "source": self.source,
            "total": self.total,
            "rows": [row | {"share": round(100 * (row["count"] or 0) / most, 1)} for row in rows],
            "all_shown": all(row["count"] is not None for row in rows),
        }
