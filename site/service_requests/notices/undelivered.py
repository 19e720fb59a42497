"""Which text messages about a request or a sign-up never arrived: said on its own page, to
whoever can phone."""

from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.access import Sight, Staff
from service_requests.models import Delivery, ServiceRequest
from service_requests.notices.home_panel import LONG
from service_requests.notices.wording import SIGN_UP_NEWS, to_whom


def undelivered_sms(request: ServiceRequest, by: Staff) -> list[str]:
    """One line for each who wasn't told. What went out later makes up for it, for all that a
    message says is that there is something new."""
    if by.sight(request) is not Sight.CONTENT:
        return []
    return undelivered_about(request.reference)


def undelivered_about(reference: str) -> list[str]:
    found = Delivery.objects.filter(route=Delivery.Route.SMS, reference=reference)
    newest = {each.place: each for each in found.select_related("message").order_by("pk")}
    return [words for each in newest.values() if (words := what_to_do(each))]


def were_not_told(references: list[str]) -> set[str]:
    """Those of many whose last text message failed for good."""
    found = Delivery.objects.filter(route=Delivery.Route.SMS, reference__in=references)
    newest = dict(found.order_by("pk").values_list("reference", "state"))
    return {reference for reference, state in newest.items() if state == Delivery.State.DEAD}


def what_to_do(delivery: Delivery) -> str:
    signed_up = delivery.message.payload["event"] in SIGN_UP_NEWS
    who = _("本人") if signed_up else to_whom(delivery.place)
    told = {"who": who, "why": delivery.problem or _("没有说原因")}
    if delivery.state == Delivery.State.DEAD:
        return _("发给%(who)s的短信没发成（%(why)s）。请打电话告诉他。") % told
    waits = delivery.state in {Delivery.State.WAITING, Delivery.State.SENDING}
    if waits and delivery.created_at < timezone.now() - LONG:
        return _("发给%(who)s的短信还没发出去，会自己再试。急的话先打电话。") % told
    return ""
