"""Which text messages about a request never arrived: said on its own page, to whoever can phone."""

from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.access import Sight, Staff
from service_requests.models import Delivery, ServiceRequest
from service_requests.notices.home_panel import LONG
from service_requests.notices.wording import to_whom


def undelivered_sms(request: ServiceRequest, by: Staff) -> list[str]:
    """One line for each who wasn't told. What went out later makes up for it, for all that a
    message says is that there is something new."""
    if by.sight(request) is not Sight.CONTENT:
        return []
    found = Delivery.objects.filter(route=Delivery.Route.SMS, reference=request.reference)
    newest = {each.place: each for each in found.order_by("pk")}
    return [words for each in newest.values() if (words := what_to_do(each))]


def what_to_do(delivery: Delivery) -> str:
    told = {"who": to_whom(delivery.place), "why": delivery.problem or _("没有说原因")}
    if delivery.state == Delivery.State.DEAD:
        return _("发给%(who)s的短信没发成（%(why)s）。请打电话告诉他。") % told
    waits = delivery.state in {Delivery.State.WAITING, Delivery.State.SENDING}
    if waits and delivery.created_at < timezone.now() - LONG:
        return _("发给%(who)s的短信还没发出去，会自己再试。急的话先打电话。") % told
    return ""
