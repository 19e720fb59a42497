"""Who could work on a request: the colleagues of its station."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from service_requests.access import Staff
from service_requests.models import ServiceRequest
from service_requests.roles import ROLE_PERMISSIONS
from service_requests.states import WORKERS


def workers():
    """Everybody who works on requests and still may log in, by name."""
    granted = Permission.objects.filter(
        content_type__app_label="service_requests",
        codename__in=[name for name, role in ROLE_PERMISSIONS.items() if role in WORKERS],
    ).values("pk")
    people = get_user_model().objects.filter(is_active=True)
    own = people.filter(user_permissions__in=granted).values("pk")
    by_group = people.filter(groups__permissions__in=granted).values("pk")
    return people.filter(pk__in=own.union(by_group)).order_by("first_name", "username")


def colleagues(request: ServiceRequest, by: Staff):
    """Those whom `by` may give the request to: people of its station; where it has none, of
    their own stations, or anybody for the supervisor of the whole centre."""
    found = workers().exclude(pk=request.assignee_id)
    if request.station_id:
        return found.filter(posting__stations=request.station_id)
    if by.everywhere:
        return found
    return found.filter(posting__stations__in=sorted(by.stations)).distinct()


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()
