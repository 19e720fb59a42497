from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from service_requests.fields import EncryptedJSONField, EncryptedTextField, LookupField


class RegistrationQuerySet(models.QuerySet):
    def without_content(self):
        return self.defer("name", "phone", "answers")

    def taking_places(self):
        return self.filter(state__in=Registration.TAKES_PLACES)

    def in_line(self):
        """Those who wait, the first one first: they were added under the gathering's lock."""
        return self.filter(state=Registration.State.WAITING).order_by("queued_at", "pk")

    def standing(self):
        """Whoever counts as signed up, with a place or waiting for one."""
        return self.exclude(state=Registration.State.CANCELLED)

    def counting_on_it(self):
        """Who is told when something about the gathering changes. Whoever may be a machine is
        not: anybody can type anybody's number into a form."""
        states = Registration.State
        return self.filter(state__in=[states.CONFIRMED, states.WAITING])

    def people(self) -> int:
        return self.aggregate(count=Sum("people", default=0))["count"]


class Registration(models.Model):
    """一份报名: somebody's sign-up for one gathering, for themselves and whoever comes along.

    `answers` is as in ServiceRequest, guardian and emergency contact among them. A state that
    takes places counts with its `people`, and no other does. When its time is over the row goes
    whole, unless it is held: numbers stay with the gathering.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("报上了")
        WAITING = "waiting", _("排队")
        SUSPECT = "suspect", _("待核实")  # looks sent by a machine: staff decide
        CANCELLED = "cancelled", _("已取消")
        ATTENDED = "attended", _("到了")
        ABSENT = "absent", _("没来")

    TAKES_PLACES = frozenset({State.CONFIRMED, State.ATTENDED, State.ABSENT})

    reference = models.CharField(_("编号"), max_length=10, unique=True)
    gathering = models.ForeignKey(
        "service_requests.Gathering", on_delete=models.PROTECT, related_name="registrations"
    )
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    people = models.PositiveSmallIntegerField(_("几个人"), default=1)
    signed_up_at = models.DateTimeField(_("报名时间"))
    queued_at = models.DateTimeField()  # by what the line is ordered

    name = EncryptedTextField(_("称呼"))
    phone = EncryptedTextField(_("手机号"))
    answers = EncryptedJSONField(_("填写的内容"))
    phone_lookup = LookupField(of="phone")

    held_at = models.DateTimeField(_("保留"), null=True)  # not purged while it is

    consent_version = models.CharField(_("同意条款的版本"), max_length=20)
    consent_text = models.CharField(_("同意条款"), max_length=300)
    consented_at = models.DateTimeField(_("同意时间"))

    objects = RegistrationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("报名")
        verbose_name_plural = _("报名")
        ordering = ["queued_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "phone_lookup"],
                condition=~models.Q(state="cancelled"),
                name="registration_once_a_phone",
            )
        ]
        indexes = [models.Index(fields=["gathering", "state"], name="registration_state")]

    def __str__(self):
        return self.reference
