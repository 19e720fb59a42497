"""Who sees how the notices fare, and may have them tried again: those who supervise, of the
requests that exist for them, and those who set the machine up.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.functional import cached_property
from django.views import View

from service_requests.access import Staff, staff
from service_requests.models import Delivery, Registration, ServiceRequest
from service_requests.models.delivery import DeliveryQuerySet
from service_requests.sign_up.access import reach
from service_requests.states import Role

LOOKERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})


def may_look(user) -> bool:
    """As LOOKERS says, by what Django has looked up of the user already: the menu of each page
    of the admin asks."""
    return user.is_superuser or user.has_perm("service_requests.supervise_servicerequest")


def visible_to(person: Staff) -> DeliveryQuerySet:
    if person.everywhere or Role.ADMINISTRATOR in person.roles:
        return Delivery.objects.all()
    seen = person.visible(ServiceRequest.objects.all()).values("reference")
    signed_up = Registration.objects.filter(reach(person)).values("reference")
    theirs = Q(reference__in=seen) | Q(reference__in=signed_up)
    return Delivery.objects.filter(theirs | own_reminders(person))


def own_reminders(person: Staff) -> Q:
    return Q(reference="", route=Delivery.Route.MAIL, place=str(person.user.pk))


class ForLookers(View):
    def dispatch(self, request, *args, **kwargs):
        if not LOOKERS & self.staff.roles:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def staff(self) -> Staff:
        return staff(self.request.user)

    @property
    def deliveries(self) -> DeliveryQuerySet:
        return visible_to(self.staff)
