from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from service_requests.fields import EncryptedTextField
from service_requests.models.retention import RetentionSettings


class RequestExportQuerySet(models.QuerySet):
    def past(self):
        """Those whose time is over."""
        kept = timedelta(days=RetentionSettings.load().export_days)
        return self.filter(at__lte=timezone.now() - kept)


class RequestExport(models.Model):
    """导出记录: somebody took requests, or the sign-ups of a gathering, out as a table. Who, when,
    why, which, what of them.

    It is written before the file is made, and never changed. `reason` and `scope` (the list's
    filter in words) are encrypted: staff may write or look for anything. Whose name, number or
    answers were taken is in the log of each of those requests, or in that of the gathering, under
    the number of this record.
    """

    class Format(models.TextChoices):
        XLSX = "xlsx", _("XLSX（Excel、WPS 打开）")
        CSV = "csv", _("CSV（给别的软件读）")

    # The number of an account stays when the account is gone.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    actor_name = models.CharField(_("谁"), max_length=150)
    at = models.DateTimeField(_("时间"), db_index=True)
    reason = EncryptedTextField(_("为什么导出"))
    scope = EncryptedTextField(_("哪些诉求"))
    # Of which gathering; None for requests.
    gathering_number = models.BigIntegerField(null=True)
    columns = models.JSONField(_("哪几列"))  # names in exports.columns, or of sign-ups
    format = models.CharField(_("格式"), max_length=4, choices=Format)
    count = models.PositiveIntegerField(_("几件"))
    personal_count = models.PositiveIntegerField(_("带申请人信息的"), default=0)

    objects = RequestExportQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("导出记录")
        verbose_name_plural = _("导出记录")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.pk} {self.at:%Y-%m-%d %H:%M}"
