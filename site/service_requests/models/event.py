from django.db import models
from django.utils.translation import gettext_lazy as _

from service_requests.models.chained_event import ChainedEvent
from service_requests.models.log import RequestLog


class RequestEvent(ChainedEvent):
    """办理日志: everything that was done, said or looked at, in one line of time.

    `version` is the request's after the event (None where the request did not change), so that a
    refused save can show what came between.
    """

    log_class = RequestLog
    subject = "request_id"

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
    visible_to_applicant = models.BooleanField(default=False)
    version = models.PositiveIntegerField(null=True)

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

    @property
    def content(self):
        return [
            self.request_id,
            self.position,
            self.kind,
            self.state,
            self.actor_id,
            self.actor_name,
            self.at,
            self.words_digest,
            self.visible_to_applicant,
            self.version,
        ]

    def forgets(self, earlier):
        return self.kind == self.Kind.ANONYMISED
