"""Duplicates: requests that came from one phone, counted for each row of the list."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery

from service_requests.access import Sight, Staff
from service_requests.models import ServiceRequest
from service_requests.models.request import RequestQuerySet
from service_requests.states import State


def with_same_phone(rows: RequestQuerySet, by: Staff) -> RequestQuerySet:
    """With `same_phone`: how many others there are, without spam, as far as this person may read
    them. The database counts for the rows it gives, not for all that the list could show."""
    others = by.readable(ServiceRequest.objects.exclude(state=State.SPAM))
    same = others.filter(phone_lookup=OuterRef("phone_lookup")).exclude(pk=OuterRef("pk"))
    count = same.order_by().values("phone_lookup").annotate(n=Count("pk")).values("n")
    return rows.annotate(same_phone=Subquery(count))


def others_of_same_phone(row: Any, by: Staff) -> int:
    """Of one of those rows. Nothing is told of one that this person may not read, not even that
    two belong together; nor of one whose number is gone."""
    told = row.anonymised_at is None and by.sight(row) is Sight.CONTENT
    return (row.same_phone or 0) if told else 0
