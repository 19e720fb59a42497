from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from service_requests.fields import EncryptedTextField


class MissingItem(models.Model):
    """One line of a 一次性告知: what the applicant still has to bring, and whether it came.

    A case worker tells once, with everything in it; `round` counts up when a supervisor has to
    tell again.
    """

    request = models.ForeignKey(
        "service_requests.ServiceRequest", on_delete=models.CASCADE, related_name="missing_items"
    )
    round = models.PositiveSmallIntegerField(default=1)
    text = EncryptedTextField(_("要补什么"))
    asked_on = models.DateField()
    arrived_on = models.DateField(null=True)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("要补的材料")
        verbose_name_plural = _("要补的材料")
        ordering = ["round", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.request_id} {self.round}"
