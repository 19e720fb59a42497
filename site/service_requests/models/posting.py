from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffPosting(models.Model):
    """岗位: the stations where one member of staff works, and so the requests they see.

    A supervisor without a posting answers for the whole centre. One whose stations are all gone
    keeps an empty posting, so that deleting a station's page widens nobody's view.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("人员"),
        on_delete=models.CASCADE,
        related_name="posting",
        limit_choices_to={"is_active": True},
    )
    stations = models.ManyToManyField(
        "pages.StationPage", verbose_name=_("服务站"), related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        ordering = ["user__username"]

    def __str__(self):
        return self.user.get_full_name() or self.user.get_username()

    @property
    def station_names(self) -> str:
        return "、".join(station.title for station in self.stations.all())
