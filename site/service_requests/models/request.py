from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from service_requests.fields import EncryptedJSONField, EncryptedTextField, LookupField
from service_requests.states import OPEN, Outcome, Source, State

CONTENT = ("name", "phone", "answers")
# Stands behind every time limit.
NO_LIMIT = date(9999, 12, 31)


class RequestQuerySet(models.QuerySet):
    def without_content(self):
        """For lists and for changes of state: nothing personal is loaded, nor unsealed."""
        return self.defer(*CONTENT)

    def identified(self):
        """Those that still say who sent them; only the phone number is loaded."""
        return self.filter(anonymised_at=None).defer("name", "answers")

    def open(self):
        return self.filter(state__in=OPEN)

    def untaken(self):
        """Open, and nobody's: new, or left behind by an account that is gone. One that was
        reopened stays with whoever had it."""
        return self.open().filter(assignee=None)

    def overdue(self):
        """Open, past the limit today, and not waiting for the applicant."""
        return self.open().filter(due_on__lt=timezone.localdate(), paused_on=None)

    def due_today(self):
        return self.open().filter(due_on=timezone.localdate(), paused_on=None)


class ServiceRequest(models.Model):
    """诉求: what somebody asked the centre to do.

    It outlives its service and its station: their names are kept with it. `answers` is a list
    of {"key", "label", "type", "value"}, labels as the person saw them, with what was typed
    about a guardian among them; who filed it for another person is a `Representative`. The terms
    that every form has stand here, each separate agreement is a `Consent`. Everything personal
    is encrypted; no IP address and no browser is stored. `version` grows with each change, so
    that a stale form is refused.
    """

    reference = models.CharField(_("编号"), max_length=10, unique=True)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.SUBMITTED)
    confidential = models.BooleanField(_("保密"), default=False)
    service = models.ForeignKey(
        "pages.ServicePage",
        verbose_name=_("服务"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    service_title = models.CharField(_("服务"), max_length=255)
    line = models.ForeignKey(
        "pages.ServiceLine",
        verbose_name=_("服务事项"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    line_name = models.CharField(_("服务事项"), max_length=40, blank=True)
    station = models.ForeignKey(
        "pages.StationPage",
        verbose_name=_("服务站"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    station_name = models.CharField(_("服务站"), max_length=255, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("经办人"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Offered to this station, which has not yet accepted it; meanwhile both see it.
    handover_to = models.ForeignKey(
        "pages.StationPage",
        verbose_name=_("转到"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    duplicate_of = models.ForeignKey(
        "self",
        verbose_name=_("并到"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="duplicates",
    )
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome, blank=True)
    source = models.CharField(_("来自"), max_length=6, choices=Source, default=Source.ONLINE)
    version = models.PositiveIntegerField(default=1)

    submitted_at = models.DateTimeField(_("提交时间"))
    due_on = models.DateField(_("答复期限"))
    # By what the list is sorted, in a column so that an index can: open ones by their limit,
    # then the rest.
    sort_on = models.GeneratedField(
        expression=models.Case(
            models.When(state__in=sorted(OPEN), then=models.F("due_on")),
            default=models.Value(NO_LIMIT),
        ),
        output_field=models.DateField(),
        db_persist=True,
    )
    paused_on = models.DateField(_("暂停计时"), null=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    held_at = models.DateTimeField(_("保留"), null=True)  # since when nothing may be purged
    anonymised_at = models.DateTimeField(_("去掉身份"), null=True)

    name = EncryptedTextField(_("称呼"))
    phone = EncryptedTextField(_("手机号"))
    answers = EncryptedJSONField(_("填写的内容"))
    phone_lookup = LookupField(of="phone")

    consent_version = models.CharField(_("同意条款的版本"), max_length=20)
    consent_text = models.CharField(_("同意条款"), max_length=300)
    consented_at = models.DateTimeField(_("同意时间"))
    id_consent = models.BooleanField(_("单独同意用身份证号"), default=False)

    objects = RequestQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("诉求")
        verbose_name_plural = _("诉求")
        ordering = ["-submitted_at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("handle_servicerequest", _("办理诉求")),
            ("supervise_servicerequest", _("主管诉求，含保密的")),
            ("audit_servicerequest", _("查看日志和遮住的诉求")),
        ]
        indexes = [
            models.Index(fields=["-submitted_at", "-id"], name="request_newest"),
            models.Index(fields=["anonymised_at", "closed_at"], name="request_retention"),
            # In the list's order, with all that decides who sees a row: no row is read in vain.
            models.Index(
                fields=[
                    *("sort_on", "-submitted_at", "-id"),
                    *("station", "assignee", "handover_to", "state", "confidential"),
                ],
                name="request_list",
            ),
            # The same for one state: most are closed, and few are in any other.
            models.Index(
                fields=[
                    *("state", "sort_on", "-submitted_at", "-id"),
                    *("station", "assignee", "handover_to", "confidential"),
                ],
                name="request_list_of_state",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
