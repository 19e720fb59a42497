"""On the admin's home page, for those who can do something about it: notices that weren't
delivered, or wait longer than they should. When all is well it isn't there.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from service_requests.access import staff
from service_requests.models import Delivery, OutboxMessage
from service_requests.notices.access import visible_to

LONG = timedelta(minutes=15)
REASONS = 3


class UndeliveredPanel(Component):
    name = "undelivered_notices"
    template_name = "service_requests/notices/home_panel.html"
    order = 55

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            "numbers": self.numbers,
            "reasons": self.reasons,
            "nobody_sends": self.nobody_sends,
            "report": reverse("notices:report"),
        }

    @property
    def is_needed(self) -> bool:
        return self.nobody_sends or any(count for _what, count, _url in self.numbers)

    @cached_property
    def deliveries(self):
        return visible_to(staff(self.user))

    @cached_property
    def waiting_long(self):
        return self.deliveries.on_their_way().filter(created_at__lt=timezone.now() - LONG)

    @cached_property
    def numbers(self) -> list[tuple[str, int, str]]:
        """(what, how many, address of the list)"""
        report = reverse("notices:report")
        return [
            (_("没发成"), self.deliveries.dead().count(), f"{report}?state=dead"),
            (_("等了很久"), self.waiting_long.count(), f"{report}?state=waiting&state=sending"),
        ]

    @cached_property
    def nobody_sends(self) -> bool:
        """Rows that nobody looks at: the worker isn't there."""
        late = timezone.now() - LONG
        return OutboxMessage.objects.filter(planned_at=None, created_at__lt=late).exists()

    @cached_property
    def reasons(self) -> list[str]:
        """The commonest, with how many they hold up."""
        held = (self.deliveries.dead() | self.waiting_long).exclude(problem="").order_by()
        rows = held.values("route", "problem").annotate(n=Count("pk")).order_by("-n", "problem")
        return [reason(row) for row in rows[:REASONS]]


def reason(row: dict) -> str:
    told = row | {"way": Delivery.Route(row["route"]).label}
    return _("%(way)s：%(problem)s，%(n)d 条") % told
