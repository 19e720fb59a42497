"""What one member of staff may see of a request, and do with it."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db.models import Q

from service_requests.models import ServiceRequest
from service_requests.models.request import RequestQuerySet
from service_requests.roles import roles_of
from service_requests.states import WORKERS, Role, is_allowed, state_changes

# Whoever can't read a confidential request may still take it, and then reads it as its assignee.
BLIND_ACTIONS = frozenset({"take"})


class Sight(IntEnum):
    ROW = 1  # what the list shows: no personal data
    MASKED = 2  # who and when, with names and numbers masked and no words
    CONTENT = 3


@dataclass(frozen=True)
class Staff:
    user: Any
    roles: frozenset[Role]

    def sight(self, request: ServiceRequest) -> Sight:
        if Role.SUPERVISOR in self.roles:
            return Sight.CONTENT
        if Role.CASE_WORKER in self.roles:
            own = request.assignee_id == self.user.pk
            return Sight.CONTENT if own or not request.confidential else Sight.ROW
        return Sight.MASKED if self.roles else Sight.ROW

    def may(self, action: str, request: ServiceRequest) -> bool:
        seen = action in BLIND_ACTIONS or self.sight(request) is Sight.CONTENT
        return seen and is_allowed(action, request.state, self.roles)

    def state_changes(self, request: ServiceRequest) -> list[str]:
        if self.sight(request) is not Sight.CONTENT:
            return []
        return state_changes(request.state, self.roles)

    def readable(self, requests: RequestQuerySet) -> RequestQuerySet:
        """Those whose content this person sees: looking for a phone number finds no others."""
        if not WORKERS & self.roles:
            return requests.none()
        if Role.SUPERVISOR in self.roles:
            return requests
        return requests.filter(Q(confidential=False) | Q(assignee=self.user))


def staff(user) -> Staff:
    return Staff(user, roles_of(user))
