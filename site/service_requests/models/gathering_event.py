from django.db import models
from django.utils.translation import gettext_lazy as _

from service_requests.models.chained_event import ChainedEvent
from service_requests.models.log import GatheringLog


class GatheringEvent(ChainedEvent):
    """报名日志: what was done with the sign-ups for one gathering, and who looked at them.

    `registration_number` says whose sign-up, where it is about one; it stays when that is gone.
    """

    class Kind(models.TextChoices):
        SIGNED_UP = "signed_up", _("报名")
        WITHDRAWN = "withdrawn", _("本人取消")
        ADMITTED = "admitted", _("放进来")
        CANCELLED = "cancelled", _("取消一份报名")
        CALLED_OFF = "called_off", _("取消这一场")
        ARRIVED = "arrived", _("签到")
        ATTENDANCE = "attendance", _("记到场")
        READ = "read", _("看名单")
        OPENED = "opened", _("看一份报名")
        SHEET = "sheet", _("看签到表")
        HELD = "held", _("保留")
        RELEASED = "released", _("解除保留")
        TABLE = "table", _("导出到表格")
        COPIED = "copied", _("导出给本人")
        ERASED = "erased", _("按本人要求删")
        PURGED = "purged", _("到期清除")

    log_class = GatheringLog
    subject = "gathering_id"

    gathering = models.ForeignKey(
        "service_requests.Gathering", on_delete=models.PROTECT, related_name="events"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    registration_number = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        verbose_name = _("报名日志")
        verbose_name_plural = _("报名日志")
        ordering = ["at", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["gathering", "kind", "actor", "at"], name="sign_up_event_of_actor"
            ),
            models.Index(fields=["-at", "-id"], name="sign_up_event_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "position"], name="sign_up_event_position"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

    @property
    def content(self):
        return [
            "gathering",
            self.gathering_id,
            self.position,
            self.kind,
            self.registration_number,
            self.actor_id,
            self.actor_name,
            self.at,
            self.words_digest,
        ]

    def forgets(self, earlier):
        same = self.registration_number == earlier.registration_number
        return self.kind == self.Kind.PURGED or (self.kind == self.Kind.ERASED and same)
