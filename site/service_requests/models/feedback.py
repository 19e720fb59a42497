from django.db import models
from django.utils.translation import gettext_lazy as _

from service_requests.fields import EncryptedTextField


class Feedback(models.Model):
    """回访: what the person who asked thought of it, once, after it was closed."""

    class Score(models.IntegerChoices):
        VERY_GOOD = 5, _("很满意")
        GOOD = 4, _("满意")
        FAIR = 3, _("一般")
        POOR = 2, _("不满意")
        VERY_POOR = 1, _("很不满意")

    request = models.OneToOneField(
        "service_requests.ServiceRequest", on_delete=models.CASCADE, related_name="feedback"
    )
    score = models.PositiveSmallIntegerField(_("评价"), choices=Score)
    words = EncryptedTextField(_("想说的话"), default="")
    at = models.DateTimeField(_("评价时间"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("回访")
        verbose_name_plural = _("回访")
        default_permissions = ()

    def __str__(self):
        return str(self.score)
