"""Which staff are told about a request. The only place that decides it."""

from collections.abc import Sequence

from django.contrib.auth import get_user_model
from django.db.models import Q

from service_requests.access import Staff, staff
from service_requests.models import RequestEvent, ServiceRequest
from service_requests.notices.wording import HANDOVER_ACCEPTED

WORKING_PERMISSIONS = ["handle_servicerequest", "supervise_servicerequest"]


def recipients(request: ServiceRequest, among: Sequence[Staff] | None = None) -> list:
    """Users with an e-mail address: whoever has the request, else all whose it is to work on;
    and those of the station that it is offered to.

    Somebody who left, or who works with requests no more, is told nothing: then it is as if
    nobody had it. `among`: `working_staff()`, from whoever asks for many requests.
    """
    working = working_staff() if among is None else among
    hosts = [each for each in working if each.hosts(request)]
    own = [each for each in hosts if each.user.pk == request.assignee_id]
    offered = [each for each in working if each.receives(request)]
    return [each.user for each in working if each in (own or hosts) or each in offered]


def told_of(event: str, request: ServiceRequest) -> list:
    """Who hears of an event: the recipients, but when another station has accepted a request,
    those who offered it. Whoever has it now knows."""
    if event != HANDOVER_ACCEPTED:
        return recipients(request)
    offers = request.events.filter(kind=RequestEvent.Kind.OFFERED).order_by("-pk")
    actor = offers.values_list("actor", flat=True).first()
    return [each.user for each in working_staff() if each.user.pk == actor]


def working_staff() -> list[Staff]:
    """By the permissions they were given themselves or through a group: a superuser is no
    case worker for that."""
    given = {"content_type__app_label": "service_requests", "codename__in": WORKING_PERMISSIONS}
    through_groups = {f"groups__permissions__{name}": value for name, value in given.items()}
    directly = {f"user_permissions__{name}": value for name, value in given.items()}
    users = get_user_model().objects.filter(is_active=True).exclude(email="")
    found = users.filter(Q(**through_groups) | Q(**directly)).distinct().order_by("pk")
    return [staff(user) for user in found]
