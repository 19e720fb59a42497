from django.db import models
from django.utils.translation import gettext_lazy as _

from service_requests.fields import EncryptedTextField, LookupField


class Representative(models.Model):
    """代办人: who filed a request for another person, and is called about it.

    What they declared (that the person knows and agrees) is a `Consent` of the request.
    """

    request = models.OneToOneField(
        "service_requests.ServiceRequest", on_delete=models.CASCADE, related_name="representative"
    )
    relation = EncryptedTextField(_("和申请人的关系"))
    name = EncryptedTextField(_("代办人"))
    phone = EncryptedTextField(_("代办人手机号"))
    phone_lookup = LookupField(of="phone")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("代办人")
        verbose_name_plural = _("代办人")
        default_permissions = ()

    def __str__(self):
        return str(self.pk)
