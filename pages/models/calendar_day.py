from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """节假日表: a day that isn't what its weekday says, off or worked (调休).

    The State Council announces them year by year. A year without a single row counts as not
    announced: its working days are Monday to Friday, and whoever reads a date in it is told.
    """

    day = models.DateField(_("日期"), unique=True)
    works = models.BooleanField(
        _("上班"), default=False, help_text=_("调休要上班的周末勾上；放假的不勾")
    )
    name = models.CharField(_("名称"), max_length=40, blank=True, help_text=_("比如：国庆节"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("节假日")
        verbose_name_plural = _("节假日")
        ordering = ["-day"]

    def __str__(self):
        return self.day.isoformat()

    @property
    def what(self) -> str:
        return gettext("调休上班") if self.works else gettext("放假")
