"""Who sees the sign-ups of a gathering: those who work at its station, as with requests. What has
no station is everybody's who works. Auditors see it masked; administrators only how many."""

from django.db.models import Q

from service_requests.access import OVERSEERS, Sight, Staff
from service_requests.models import Gathering
from service_requests.states import WORKERS, Role


def sight(by: Staff, gathering: Gathering) -> Sight:
    if by.roles & WORKERS:
        own = gathering.station_id is None or gathering.station_id in by.stations
        if by.everywhere or own:
            return Sight.CONTENT
    if Role.AUDITOR in by.roles:
        return Sight.MASKED
    return Sight.ROW if by.roles & OVERSEERS else Sight.NOTHING


def reach(by: Staff) -> Q:
    """The sign-ups whose content this person sees, for the database."""
    if by.everywhere:
        return Q()
    if not by.roles & WORKERS:
        return Q(pk__in=[])
    return Q(gathering__station=None) | Q(gathering__station__in=sorted(by.stations))


def may_hold(by: Staff, gathering: Gathering) -> bool:
    return Role.SUPERVISOR in by.roles and sight(by, gathering) is Sight.CONTENT


may_export = may_hold  # who may stop a purge may take a table out
