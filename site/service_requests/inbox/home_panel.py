"""On the admin's home page: what waits, so that nothing waits unseen."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from service_requests.access import staff
from service_requests.inbox.due import due_facts
from service_requests.models import ServiceRequest
from service_requests.working_days import load_calendar

MOST = 8  # of one's own, on the home page


class WaitingRequestsPanel(Component):
    """Today in five numbers for those who work with requests, each leading to its list."""

    name = "waiting_requests"
    template_name = "service_requests/admin/home_panel.html"
    order = 50

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"numbers": self.numbers, "mine": self.mine}

    @cached_property
    def mine(self) -> list[dict[str, Any]]:
        """What this person has in hand, the nearest limit first."""
        found = ServiceRequest.objects.without_content().open().filter(assignee=self.user)
        today, calendar = timezone.localdate(), load_calendar()
        return [
            {
                "url": reverse("service_requests:request", args=[request.pk]),
                "reference": request.reference,
                "service": request.service_title,
                "state": request.get_state_display(),
                "due": due_facts(request, today, calendar),
            }
            for request in found.order_by("sort_on", "-submitted_at")[:MOST]
        ]

    @cached_property
    def numbers(self) -> list[tuple[str, int, str]]:
        """(what, how many, address of the list)"""
        by = staff(self.user)
        requests = by.visible(ServiceRequest.objects.all())
        mine = requests.open().filter(assignee=self.user)
        index = reverse("service_requests:index")
        return [
            (_("还没人接手"), requests.untaken().count(), f"{index}?progress=untaken"),
            (_("等我们接收的"), by.offered(requests).count(), f"{index}?progress=offered"),
            (_("今天到期"), requests.due_today().count(), f"{index}?progress=due_today"),
            (_("超期"), requests.overdue().count(), f"{index}?progress=overdue"),
            (_("我在办的"), mine.count(), f"{index}?progress=open&assignee={self.user.pk}"),
        ]
