"""What all pages of the staff side share: whom they are for, and which sign-ups exist for them."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from service_requests.access import Sight, Staff, staff
from service_requests.models import Gathering, Registration
from service_requests.roles import roles_of
from service_requests.sign_up.access import sight

TITLE = gettext_lazy("活动报名")


def may_look(user) -> bool:
    return bool(roles_of(user))


class ForStaff(WagtailAdminTemplateMixin, View):
    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        if not self.staff.roles:
            raise PermissionDenied
        self.check_rights()
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def check_rights(self):
        """What the page asks for besides a role. Raises PermissionDenied or Http404."""

    @cached_property
    def staff(self) -> Staff:
        return staff(self.request.user)

    @property
    def trail(self) -> list[tuple[str, str]]:
        """(address, words) between the list and this page."""
        return []

    def get_breadcrumbs_items(self):
        index = {"url": reverse("sign_ups:index"), "label": str(TITLE)}
        between = [{"url": url, "label": words} for url, words in self.trail]
        here = {"url": "", "label": str(self.get_page_title())}
        return [*self.breadcrumbs_items, index, *between, here]

    def gathering_at(self, least: Sight) -> Gathering:
        """The one in the address: absent for whom it doesn't exist, refused for whoever sees
        less of it."""
        return self.seen(self.kwargs["pk"], least)

    def registration_at(self, least: Sight) -> Registration:
        found = Registration.objects.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        found.gathering = self.seen(found.gathering_id, least)
        return found

    def seen(self, pk: int, least: Sight) -> Gathering:
        found = Gathering.objects.with_numbers().filter(pk=pk).first()
        seen = sight(self.staff, found) if found else Sight.NOTHING
        if found is None or seen is Sight.NOTHING:
            raise Http404
        if seen < least:
            raise PermissionDenied
        return found
