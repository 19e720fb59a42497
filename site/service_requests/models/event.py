from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from service_requests.fields import EncryptedTextField


class RequestEvent(models.Model):
    """办理日志: everything that was done, said or looked at, in one line of time.

    Words are encrypted: they quote the person. `version` is the request's after the event
    (None where the request did not change), so that a refused save can show what came between.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("提交")
        TAKEN = "taken", _("接手")
        STATE = "state", _("改状态")
        NOTE = "note", _("内部备注")
        REPLY = "reply", _("回复")
        READ = "read", _("查看")
        REVEAL = "reveal", _("看完整身份证号")

    request = models.ForeignKey(
        "service_requests.ServiceRequest", on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=12, blank=True)  # the new one, where it changed
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(max_length=150, blank=True)  # outlives the account
    at = models.DateTimeField()
    text = EncryptedTextField(default="")
    visible_to_applicant = models.BooleanField(default=False)
    version = models.PositiveIntegerField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("办理日志")
        verbose_name_plural = _("办理日志")
        ordering = ["at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["request", "kind", "actor", "at"], name="event_of_actor")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
