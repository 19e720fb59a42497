"""On the admin's home page: what waits, so that nothing waits unseen."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from service_requests.models import ServiceRequest
from service_requests.states import ACTIONS, OPEN


class WaitingRequestsPanel(Component):
    """Three numbers for those who work with requests, each leading to its list."""

    name = "waiting_requests"
    template_name = "service_requests/admin/home_panel.html"
    order = 50

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"numbers": self.numbers}

    @cached_property
    def numbers(self) -> list[tuple[str, int, str]]:
        """(what, how many, address of the list)"""
        requests = ServiceRequest.objects.filter(state__in=OPEN)
        today = timezone.localdate()
        untaken = requests.filter(state__in=ACTIONS["take"].sources)
        late = requests.filter(due_on__lt=today, paused_on=None)
        mine = requests.filter(assignee=self.user)
        index = reverse("service_requests:index")
        states = "&".join(f"state={state}" for state in sorted(ACTIONS["take"].sources))
        return [
            (_("还没人接手"), untaken.count(), f"{index}?{states}"),
            (_("超期"), late.count(), index),
            (_("我在办的"), mine.count(), f"{index}?assignee={self.user.pk}"),
        ]
