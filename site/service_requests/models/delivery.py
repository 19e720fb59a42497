import uuid

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TRIES = 30  # with the pauses of notices.claims: two days


class DeliveryQuerySet(models.QuerySet):
    def due(self):
        """Whose turn has come, and those whose sender was not heard of again."""
        return self.on_their_way().filter(due_at__lte=timezone.now())

    def on_their_way(self):
        return self.filter(state__in=[Delivery.State.WAITING, Delivery.State.SENDING])

    def dead(self):
        return self.filter(state=Delivery.State.DEAD)

    def undelivered(self):
        """What a person can have tried again at once."""
        states = Delivery.State
        return self.filter(state__in=[states.WAITING, states.DEAD, states.SET_ASIDE])

    def try_again(self) -> int:
        """At once, and as often as at the start; how many."""
        return self.undelivered().update(
            state=Delivery.State.WAITING,
            due_at=timezone.now(),
            last_try=F("tries") + TRIES,
            line_down=False,
        )

    def set_aside(self) -> int:
        """Sent no more, until somebody has it tried again; how many."""
        states = Delivery.State
        waiting = self.filter(state__in=[states.WAITING, states.DEAD])
        return waiting.update(state=states.SET_ASIDE)

    def on_the_line_of(self, delivery: "Delivery"):
        """What would meet the same fault if the line is down: one gateway, one mail server, or
        one robot."""
        same = self.filter(route=delivery.route)
        robot = delivery.route == Delivery.Route.WEBHOOK
        return same.filter(place=delivery.place) if robot else same


class Delivery(models.Model):
    """One notice on its way to one place.

    While somebody sends it, `due_at` is the end of their lease, and `tries` tells their hand
    from the next one's; it only grows. `last_try` is the number of the one after which it is a
    dead letter. `uncertain`: an earlier try may have arrived, so ask before sending
    again. `key` is the same in every try.
    """

    class Route(models.TextChoices):
        SMS = "sms", _("短信")
        MAIL = "mail", _("邮件")
        WEBHOOK = "webhook", _("群机器人")

    class State(models.TextChoices):
        WAITING = "waiting", _("等着发")
        SENDING = "sending", _("正在发")
        SENT = "sent", _("已发出")
        DEAD = "dead", _("没发成")
        SET_ASIDE = "set_aside", _("不发了")

    message = models.ForeignKey(
        "service_requests.OutboxMessage", on_delete=models.CASCADE, related_name="deliveries"
    )
    route = models.CharField(_("方式"), max_length=10, choices=Route)
    place = models.CharField(max_length=40, blank=True)  # a user's id, a robot's mark, or blank
    reference = models.CharField(_("编号"), max_length=10, blank=True, db_index=True)
    references = models.JSONField(default=list)  # of a reminder, which is about several
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("试了几次"), default=0)
    last_try = models.PositiveSmallIntegerField(default=TRIES)
    due_at = models.DateTimeField()
    uncertain = models.BooleanField(default=False)
    line_down = models.BooleanField(default=False)
    problem = models.CharField(_("原因"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("时间"))
    sent_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["message", "route", "place"], name="delivery_once_a_place"
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="delivery_state_due")]

    def __str__(self):
        return f"{self.get_route_display()} {self.reference}".strip()
