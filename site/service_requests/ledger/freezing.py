"""What is over is counted once and stays; the worker asks each minute whether something is."""

from datetime import timedelta

from django.utils import timezone

from service_requests.ledger.counting import count
from service_requests.ledger.periods import Kind, Period, periods
from service_requests.models import Ledger, ServiceRequest

# A request keeps the moment at which it was sent; until it is stored it may have had to wait.
STILL_ARRIVING = timedelta(hours=1)


def freeze_ended():
    """Freeze each month, quarter and year that has ended, from that of the first request on."""
    for period in ended():
        Ledger.objects.get_or_create(  # another process may be first: its count stands
            kind=period.kind,
            first_day=period.first,
            defaults={"frozen_at": timezone.now(), "cells": count(period)},
        )


def ended() -> list[Period]:
    """Those that are over and not frozen yet."""
    oldest = ServiceRequest.objects.order_by("submitted_at", "pk").values_list("submitted_at")
    if not (first := oldest.first()):
        return []
    start = timezone.localdate(first[0])
    today = timezone.localdate(timezone.now() - STILL_ARRIVING)
    known = set(Ledger.objects.values_list("kind", "first_day"))
    found = (period for kind in Kind for period in periods(kind, start, today))
    return [each for each in found if each.after <= today and (each.kind, each.first) not in known]
