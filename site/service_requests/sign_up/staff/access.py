"""Who sees the sign-ups of a gathering: those who work at its station, as with requests. What has
no station is everybody's who works. Auditors see it masked; administrators only how many."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import cached_property
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from service_requests.access import OVERSEERS, Sight, Staff, staff
from service_requests.models import Gathering
from service_requests.roles import roles_of
from service_requests.states import WORKERS, Role


def sight(by: Staff, gathering: Gathering) -> Sight:
    if by.roles & WORKERS:
        own = gathering.station_id is None or gathering.station_id in by.stations
        if by.everywhere or own:
            return Sight.CONTENT
    if Role.AUDITOR in by.roles:
        return Sight.MASKED
    return Sight.ROW if by.roles & OVERSEERS else Sight.NOTHING


def may_look(user) -> bool:
    return bool(roles_of(user))


class ForStaff(WagtailAdminTemplateMixin, View):
    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        if not self.staff.roles:
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    @cached_property
    def staff(self) -> Staff:
        return staff(self.request.user)

    def gathering_at(self, least: Sight) -> Gathering:
        """The one in the address: absent for whom it doesn't exist, refused for whoever sees
        less of it."""
        found = Gathering.objects.with_numbers().filter(pk=self.kwargs["pk"]).first()
        seen = sight(self.staff, found) if found else Sight.NOTHING
        if found is None or seen is Sight.NOTHING:
            raise Http404
        if seen < least:
            raise PermissionDenied
        return found
