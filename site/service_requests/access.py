"""What one member of staff may see of a request, and do with it. Nothing else decides that."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db.models import Q

from service_requests.models import ServiceRequest, StaffPosting
from service_requests.models.request import RequestQuerySet
from service_requests.roles import roles_of
from service_requests.states import WORKERS, Role, is_allowed, state_changes

# Whoever can't read a confidential request may still take it, and then reads it as its assignee.
BLIND_ACTIONS = frozenset({"take", "accept_handover", "return_handover"})
# All that a station may do with what another one has offered to it.
GUEST_ACTIONS = frozenset({"accept_handover", "return_handover", "note"})
# These look at every request there is, though not into it.
OVERSEERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


class Sight(IntEnum):
    NOTHING = 0  # for this person the request doesn't exist
    ROW = 1  # what the list shows: no personal data
    MASKED = 2  # who and when, with names and numbers masked and no words
    CONTENT = 3


@dataclass(frozen=True)
class Staff:
    """`stations` holds the ids of those where the person works; `everywhere` is the supervisor
    of the whole centre."""

    user: Any
    roles: frozenset[Role]
    stations: frozenset[int] = frozenset()
    everywhere: bool = False

    def reaches(self, request: ServiceRequest) -> bool:
        return self.hosts(request) or self.receives(request)

    def receives(self, request: ServiceRequest) -> bool:
        """Whether it was offered to a station of theirs."""
        offered = request.handover_to_id is not None
        return offered and (self.everywhere or request.handover_to_id in self.stations)

    def hosts(self, request: ServiceRequest) -> bool:
        """Whether it is theirs to work on: everybody's is what has neither station nor assignee."""
        if self.everywhere or not WORKERS & self.roles:
            return self.everywhere
        nobodys = request.station_id is None and request.assignee_id is None
        own = request.assignee_id == self.user.pk
        return own or nobodys or request.station_id in self.stations

    @property
    def reach(self) -> Q:
        """The same as `reaches`, for the database."""
        if self.everywhere:
            return Q()
        if not WORKERS & self.roles:
            return Q(pk__in=[])
        return (
            Q(assignee=self.user)
            | Q(station=None, assignee=None)
            | Q(station__in=sorted(self.stations))
            | Q(handover_to__in=sorted(self.stations))
        )

    def sight(self, request: ServiceRequest) -> Sight:
        masked = Sight.MASKED if Role.AUDITOR in self.roles else Sight.NOTHING
        row = Sight.ROW if OVERSEERS & self.roles else Sight.NOTHING
        return max(self.sight_of_worker(request), masked, row)

    def sight_of_worker(self, request: ServiceRequest) -> Sight:
        if not self.reaches(request):
            return Sight.NOTHING
        own = request.assignee_id == self.user.pk
        open_to_all = not request.confidential or Role.SUPERVISOR in self.roles
        return Sight.CONTENT if own or open_to_all else Sight.ROW

    def may(self, action: str, request: ServiceRequest) -> bool:
        blind = action in BLIND_ACTIONS and self.reaches(request)
        seen = blind or self.sight(request) is Sight.CONTENT
        return (
            seen
            and has_content(request)
            and is_allowed(action, request.state, self.roles)
            and (self.hosts(request) or action in GUEST_ACTIONS)
            and self.fits(action, request)
        )

    def fits(self, action: str, request: ServiceRequest) -> bool:
        """What a step asks of the request besides its state."""
        offered = request.handover_to_id is not None
        if action == "accept_handover":
            return self.receives(request)
        if action in {"hand_over", "return_handover"}:
            return offered == (action == "return_handover")
        if action == "reassign" and Role.SUPERVISOR not in self.roles:
            return request.assignee_id == self.user.pk
        return True

    def state_changes(self, request: ServiceRequest) -> list[str]:
        changes = state_changes(request.state, self.roles)
        return [name for name in changes if self.may(name, request)]

    def visible(self, requests: RequestQuerySet) -> RequestQuerySet:
        """Those that exist for this person, in a list or at an address."""
        return requests if OVERSEERS & self.roles else requests.filter(self.reach)

    def offered(self, requests: RequestQuerySet) -> RequestQuerySet:
        """Those that wait for their stations to accept them."""
        found = requests.open().exclude(handover_to=None)
        return found if self.everywhere else found.filter(handover_to__in=sorted(self.stations))

    def readable(self, requests: RequestQuerySet) -> RequestQuerySet:
        """Those whose content this person sees: looking for a phone number finds no others."""
        reached = requests.filter(self.reach)
        if Role.SUPERVISOR in self.roles:
            return reached
        return reached.filter(Q(confidential=False) | Q(assignee=self.user))


def has_content(request: ServiceRequest) -> bool:
    """What was anonymised is a fact for the ledger; words added to it would never be purged."""
    return request.anonymised_at is None


def staff(user) -> Staff:
    roles = roles_of(user)
    rows = StaffPosting.objects.filter(user=user).values_list("stations", flat=True)
    posted = list(rows) if roles & WORKERS else []
    stations = frozenset(station for station in posted if station is not None)
    return Staff(user, roles, stations, everywhere=Role.SUPERVISOR in roles and not posted)
