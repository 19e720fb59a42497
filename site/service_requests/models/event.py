from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from service_requests.fields import EncryptedTextField
from service_requests.models.log import RequestLog


class EventQuerySet(models.QuerySet):
    @transaction.atomic
    def bulk_create(self, objs, *args, **kwargs):
        events = list(objs)
        RequestLog.objects.append(events)
        return super().bulk_create(events, *args, **kwargs)


class RequestEvent(models.Model):
    """办理日志: everything that was done, said or looked at, in one line of time.

    Words are encrypted: they quote the person. `version` is the request's after the event
    (None where the request did not change), so that a refused save can show what came between.

    Events are added and never changed: each is chained to the one before it in its request's
    log, see `RequestLog`. Only the words may go, with their salt, when their time is over.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("提交")
        TAKEN = "taken", _("接手")
        ASSIGNED = "assigned", _("分派")
        OFFERED = "offered", _("转到别的站")
        RECEIVED = "received", _("接收转站")
        RETURNED = "returned", _("退回转站")
        ASKED = "asked", _("一次性告知")
        ARRIVED = "arrived", _("收到材料")
        LINKED = "linked", _("并入一件")
        STATE = "state", _("改状态")
        NOTE = "note", _("内部备注")
        REPLY = "reply", _("回复")
        READ = "read", _("查看")
        PAPERS = "papers", _("添加材料")
        PAPER = "paper", _("看材料")
        REVEAL = "reveal", _("看完整身份证号")
        HELD = "held", _("保留")
        RELEASED = "released", _("解除保留")
        EXPORTED = "exported", _("导出给本人")
        TABLE = "table", _("导出到表格")
        PURGED = "purged", _("到期清除")
        ANONYMISED = "anonymised", _("去掉身份")
        MESSAGE = "message", _("申请人留言")
        RATED = "rated", _("申请人评价")

    request = models.ForeignKey(
        "service_requests.ServiceRequest", on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=12, blank=True)  # the new one, where it changed
    # The number of an account stays in the log when the account is gone.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    actor_name = models.CharField(max_length=150, blank=True)  # outlives the account
    at = models.DateTimeField()
    text = EncryptedTextField(default="")
    visible_to_applicant = models.BooleanField(default=False)
    version = models.PositiveIntegerField(null=True)

    position = models.PositiveIntegerField(editable=False)  # in the log of its request, from 1
    salt = models.CharField(max_length=32, blank=True, editable=False)
    words_digest = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    objects = EventQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("办理日志")
        verbose_name_plural = _("办理日志")
        ordering = ["at", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["request", "kind", "actor", "at"], name="event_of_actor"),
            models.Index(fields=["-at", "-id"], name="event_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="event_position"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            RequestLog.objects.append([self])
            return super().save(*args, **kwargs)
