"""What looks sent by a machine is set aside for staff to look at, and never dropped.

A static form can carry no time of its own, so the time counts from the "check your answers"
page to "send": nobody reads their answers within two seconds. Quotas count what was sent from
one phone in a day; while more arrives in an hour than the centre ever gets, a phone's second
request is one too many.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from service_requests.models import Draft, ServiceRequest
from service_requests.states import State

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def suspicion(draft: Draft, phone_lookup: str, now: datetime) -> str:
    """Why a request is to be set aside, in words for staff; "" where nothing speaks against it."""
    if doubt := looks_like_a_machine(draft, now):
        return doubt
    if sent_from(phone_lookup, now) >= phone_quota(now):
        return _("同一个手机号一天里送得太多")
    return ""


def looks_like_a_machine(draft: Draft, now: datetime) -> str:
    if draft.answers["trapped"]:
        return _("填了人看不见的那一格")
    if now - draft.created_at < timedelta(seconds=settings.FASTEST_SEND):
        return _("核对页打开不到 %d 秒就送出了") % settings.FASTEST_SEND
    return ""


def sent_from(phone_lookup: str, now: datetime) -> int:
    return ServiceRequest.objects.filter(
        phone_lookup=phone_lookup, submitted_at__gt=now - DAY
    ).count()


def phone_quota(now: datetime) -> int:
    received = ServiceRequest.objects.filter(submitted_at__gt=now - HOUR)
    busy = received.exclude(state=State.SPAM).count() >= settings.REQUESTS_PER_HOUR
    return 1 if busy else settings.REQUESTS_PER_PHONE
