"""Which requests are past their time. What happens to them then is `purge_requests`' affair.

A period counts from when a request was over; what was reopened counts anew, what is still open
never ends. Nothing that is held (保留) is past its time.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from service_requests.models import Attachment, RetentionSettings, ServiceRequest
from service_requests.models.request import RequestQuerySet
from service_requests.states import FINAL, State


def draft_life() -> timedelta:
    return timedelta(hours=draft_hours())


def draft_hours() -> int:
    return RetentionSettings.load().draft_hours


def id_photo_days(request: ServiceRequest) -> int:
    """After it is over."""
    kept = RetentionSettings.load()
    own = kept.exceptions.filter(service=request.service_id).exclude(id_photo_days=None).first()
    return own.id_photo_days if own else kept.id_photo_days


def past_spam() -> RequestQuerySet:
    """To be deleted whole. What a machine filled in was spam from the start."""
    spam = ServiceRequest.objects.filter(state=State.SPAM, held_at=None)
    ended = spam.annotate(ended=Coalesce("closed_at", "submitted_at"))
    return ended.filter(past("spam_days", "ended"))


def past_identity() -> RequestQuerySet:
    """To be anonymised."""
    over = ServiceRequest.objects.filter(state__in=FINAL, held_at=None, anonymised_at=None)
    return over.filter(past("identity_days", "closed_at"))


def past_id_photos() -> RequestQuerySet:
    """With photos of identity papers that are to go, and nothing else."""
    photos = Attachment.objects.identity().kept().filter(request=OuterRef("pk"))
    over = ServiceRequest.objects.filter(Exists(photos), state__in=FINAL, held_at=None)
    return over.filter(past("id_photo_days", "closed_at"))


def past(period: str, ended: str) -> Q:
    """Over for longer than the period (a name in RetentionSettings), or than its service's own."""
    kept = RetentionSettings.load()
    exceptions = dict(kept.exceptions.exclude(**{period: None}).values_list("service_id", period))
    usual = Q(service=None) | ~Q(service__in=exceptions)
    due = usual & Q(**{f"{ended}__lte": days_ago(getattr(kept, period))})
    for service, days in exceptions.items():
        due |= Q(service=service, **{f"{ended}__lte": days_ago(days)})
    return due


def days_ago(days: int):
    return timezone.now() - timedelta(days=days)
