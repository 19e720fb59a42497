from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.snippets.models import register_snippet

from pages.charts import bar_chart
from pages.publishing import Facts

EXACT, ABOUT, MORE = "exact", "about", "more"
PRECISIONS = [(EXACT, _("确数")), (ABOUT, _("约")), (MORE, _("多（不止这个数）"))]


class CountBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("是什么"), max_length=60)
    precision = blocks.ChoiceBlock(
        label=_("准不准"), choices=PRECISIONS, default=EXACT, help_text=_("照来源的说法")
    )
    count = blocks.IntegerBlock(
        label=_("数"), required=False, min_value=0, help_text=_("太少、会认出人来的不公布，空着")
    )
    definition = blocks.CharBlock(
        label=_("这一项怎么数的"), required=False, max_length=120, help_text=_("和别的项不一样时写")
    )

    class Meta:
        label = _("一行")
        form_layout = ["label", "precision", "count", "definition"]


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
    as_of_words = models.CharField(
        _("截至（照来源的说法）"),
        max_length=20,
        blank=True,
        help_text=_("来源只说了大概的才填，比如“2016 年初”；网页上写它，不写上面的日期"),
    )
    definition = models.CharField(_("怎么数的"), max_length=200)
    source = models.CharField(_("来源"), max_length=80)
    rows = StreamField([("row", CountBlock())], verbose_name=_("数字"), min_num=1)
    total = models.PositiveIntegerField(
        _("合计"), null=True, blank=True, help_text=_("不能从合计里倒推出没公布的数时才填")
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("period"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("as_of_words")]),
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
        rows = [row_facts(block["value"]) for block in self.rows.raw_data]
        return {
            "title": self.title,
            "unit": self.unit,
            "period": self.period,
            "as_of": self.as_of.isoformat(),
            "as_of_words": self.as_of_words or self.as_of.isoformat(),
            "definition": self.definition,
            "source": self.source,
            "total": self.total,
            "rows": rows,
            "all_shown": all(row["count"] is not None for row in rows),
            "chart": bar_chart(rows),
        }


def row_facts(row: Facts) -> Facts:
    """`words` is the number as its source has it: 约 8,900."""
    count, precision = row["count"], row.get("precision") or EXACT
    form = {EXACT: "%s", ABOUT: _("约 %s"), MORE: _("%s 多")}[precision]
    return {
        "label": row["label"],
        "count": count,
        "precision": precision,
        "words": "" if count is None else str(form) % f"{count:,}",
        "definition": row.get("definition") or "",
    }
