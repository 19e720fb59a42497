"""On the admin's home page: what waits, so that nothing waits unseen."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from service_requests.access import staff
from service_requests.models import ServiceRequest


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
        requests = staff(self.user).visible(ServiceRequest.objects.all())
        mine = requests.open().filter(assignee=self.user)
        index = reverse("service_requests:index")
        return [
            (_("还没人接手"), requests.untaken().count(), f"{index}?progress=untaken"),
            (_("超期"), requests.overdue().count(), f"{index}?progress=overdue"),
            (_("我在办的"), mine.count(), f"{index}?progress=open&assignee={self.user.pk}"),
        ]
