from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """同意记录: one thing that was agreed to apart from the terms that every form has, in the
    words that were shown. `version` is that of the site's terms."""

    class Purpose(models.TextChoices):
        ID_NUMBER = "id_number", _("使用身份证号")
        GUARDIAN = "guardian", _("监护人同意")
        AUTHORISATION = "authorisation", _("代办人声明")

    # Of one of the two.
    request = models.ForeignKey(
        "service_requests.ServiceRequest",
        null=True,
        on_delete=models.CASCADE,
        related_name="consents",
    )
    registration = models.ForeignKey(
        "service_requests.Registration",
        null=True,
        on_delete=models.CASCADE,
        related_name="consents",
    )
    purpose = models.CharField(_("目的"), max_length=16, choices=Purpose)
    text = models.CharField(_("条款"), max_length=300)
    version = models.CharField(_("版本"), max_length=20)
    agreed_at = models.DateTimeField(_("同意时间"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("同意记录")
        verbose_name_plural = _("同意记录")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(request=None) ^ models.Q(registration=None),
                name="consent_of_one",
            )
        ]

    def __str__(self):
        return f"{self.purpose} {self.version}"
