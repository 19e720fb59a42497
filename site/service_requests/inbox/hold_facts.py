"""What the page of a request says about its legal hold."""

from django.utils import timezone

from service_requests.access import Sight, Staff
from service_requests.inbox.request_facts import Facts
from service_requests.models import RequestEvent, ServiceRequest


def hold_facts(request: ServiceRequest, by: Staff) -> Facts:
    """{"since": "" if it isn't held, "reason": for those who may read, "may_change"}"""
    facts = {"since": "", "reason": "", "may_change": by.may("hold", request)}
    if request.held_at:
        facts["since"] = timezone.localtime(request.held_at).strftime("%Y-%m-%d")
        if by.sight(request) is Sight.CONTENT:
            held = request.events.filter(kind=RequestEvent.Kind.HELD).order_by("position")
            facts["reason"] = "\n".join(event.text for event in held.reverse()[:1])
    return facts
