"""What a status page holds instead of a session: whoever gave the reference and the phone may
act on that one request for half an hour, from that page."""

from datetime import timedelta

from django.core import signing

from service_requests.models import Registration, ServiceRequest

SALT = "service_requests.status"
GOOD_FOR = timedelta(minutes=30)


def status_token(reference: str) -> str:
    return signing.TimestampSigner(salt=SALT).sign(reference)


def opened(token: str) -> ServiceRequest | None:
    """The request that a token opens; None if it is forged or old, or the request is gone."""
    return ServiceRequest.objects.without_content().filter(reference=named_by(token)).first()


def opened_sign_up(token: str) -> Registration | None:
    found = Registration.objects.without_content().select_related("gathering")
    return found.filter(reference=named_by(token)).first()


def named_by(token: str) -> str | None:
    try:
        return signing.TimestampSigner(salt=SALT).unsign(token, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
