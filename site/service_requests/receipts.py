"""The receipt's address: signed, so that nobody walks through references to see receipts."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

SALT = "service_requests.receipt"
SHOWN_FOR = timedelta(days=7)


def receipt_url(reference: str) -> str:
    """Always the same for one request, so that confirming again leads to the same receipt."""
    return reverse("request_receipt", args=[signing.Signer(salt=SALT).sign(reference)])


def receipt_reference(token: str) -> str | None:
    try:
        return signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
