"""Duplicates: requests that came from one phone, counted for a page of the list in one query."""

from collections.abc import Iterable

from django.db.models import Count

from service_requests.access import Sight, Staff
from service_requests.models import ServiceRequest
from service_requests.states import State


def same_phone_counts(rows: Iterable[ServiceRequest], by: Staff) -> dict[int, int]:
    """Row → how many others there are, without spam. Rows and others that this person may not
    read count for nothing: not even that two of them belong together is told."""
    digests = {row.pk: row.phone_lookup for row in rows if by.sight(row) is Sight.CONTENT}
    found = by.readable(ServiceRequest.objects.exclude(state=State.SPAM))
    counted = (
        found.filter(phone_lookup__in=set(digests.values()))
        .order_by()
        .values("phone_lookup")
        .annotate(count=Count("pk"))
    )
    counts = {each["phone_lookup"]: each["count"] for each in counted}
    return {pk: counts.get(digest, 1) - 1 for pk, digest in digests.items()}
