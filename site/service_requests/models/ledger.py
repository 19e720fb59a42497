from django.db import models
from django.utils.translation import gettext_lazy as _


class Ledger(models.Model):
    """台账: what was counted in a month, a quarter or a year, frozen when it was over.

    `cells` is a list of {"line", "station", "source", "visits", "people", "closed"}. The first
    three say what was counted: a line or a station as [id or None, name], a source by its value,
    None for all of them together. `people` can't be added up from smaller cells, for one person
    may stand in several: each sum is a cell of its own. Nothing in it says who anybody was.
    """

    class Kind(models.TextChoices):
        MONTH = "month", _("月")
        QUARTER = "quarter", _("季度")
        YEAR = "year", _("年")

    kind = models.CharField(_("期间"), max_length=7, choices=Kind)
    first_day = models.DateField(_("起"))
    frozen_at = models.DateTimeField(_("封账时间"))
    cells = models.JSONField(_("数字"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("台账")
        verbose_name_plural = _("台账")
        ordering = ["-first_day", "kind"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "first_day"], name="ledger_period"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.first_day}"
