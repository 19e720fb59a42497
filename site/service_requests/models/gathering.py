from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from service_requests.models.registration import Registration


def is_in(states) -> models.Q:
    return models.Q(registrations__state__in=states)


class GatheringQuerySet(models.QuerySet):
    def coming(self):
        return self.filter(starts_at__gt=timezone.now())

    def with_numbers(self):
        """`taken`, `waiting` and `there` in people, `suspect` in sign-ups; after they were
        deleted, what was kept of them."""
        states = Registration.State

        def people(*wanted):
            whole = models.PositiveIntegerField()
            found = is_in(wanted)
            return models.Sum("registrations__people", filter=found, default=0, output_field=whole)

        return self.annotate(
            taken=Coalesce("signed_up", people(*Registration.TAKES_PLACES)),
            waiting=people(states.WAITING),
            there=Coalesce("came", people(states.ATTENDED)),
            suspect=models.Count("registrations", filter=is_in([states.SUSPECT])),
        )

    def kept(self):
        """Whose sign-ups have not been deleted yet."""
        return self.filter(purged_at=None)


class Gathering(models.Model):
    """一场活动 that people sign up for: an event on one of its dates.

    `occasion` and `key` name it for good; the rest is what its page said last, and stays when the
    page is gone. Whoever changes a sign-up locks this row first: places are counted under it.
    """

    occasion = models.UUIDField()
    key = models.DateField()
    event = models.ForeignKey(
        "pages.EventPage",
        verbose_name=_("活动"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    title = models.CharField(_("活动"), max_length=255)
    venue = models.CharField(_("地点"), max_length=80, blank=True)
    station = models.ForeignKey(
        "pages.StationPage",
        verbose_name=_("服务站"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    starts_at = models.DateTimeField(_("开始"), db_index=True)
    ends_at = models.DateTimeField(_("结束"))
    capacity = models.PositiveIntegerField(_("名额"), null=True)
    # When those signed up were told that it is off, or at another time or place.
    cancelled_at = models.DateTimeField(_("取消"), null=True)
    moved_at = models.DateTimeField(_("改期"), null=True)
    # What is left when the sign-ups themselves are deleted, in people.
    signed_up = models.PositiveIntegerField(_("报名人数"), null=True)
    came = models.PositiveIntegerField(_("到场人数"), null=True)
    purged_at = models.DateTimeField(null=True)

    objects = GatheringQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("活动报名")
        verbose_name_plural = _("活动报名")
        ordering = ["starts_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["occasion", "key"], name="gathering_once"),
        ]

    def __str__(self):
        return f"{self.title} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    @property
    def has_begun(self) -> bool:
        return timezone.now() >= self.starts_at
