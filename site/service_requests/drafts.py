"""Between "check your answers" and "send": the answers lie sealed on the server, and the page
holds only a signed token that names them."""

import uuid
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils import timezone

from service_requests.answers import Values
from service_requests.fields import seal_json
from service_requests.models import Draft
from service_requests.models.request import CONTENT
from service_requests.retention import draft_life

SALT = "service_requests.draft"
Owner = dict[str, Any]  # whose form it is: {"service": …} or {"event": …}


def keep_draft(owner: Owner, values: Values, consent: dict, trapped: bool) -> Draft:
    """Store what was typed for a day; `purge` removes it then.

    `consent` is {"version", "text", "separate"} as shown to the person; `trapped` says that
    the field meant for machines was filled in.
    """
    sealed = seal_json({"values": values, "consent": consent, "trapped": trapped})
    return Draft.objects.create(**owner, answers=sealed, **from_now())


def from_now() -> dict[str, datetime]:
    """When a draft begins and ends that is stored now."""
    now = timezone.now()
    return {"created_at": now, "expires_at": now + draft_life()}


def replace_draft(old: Draft | None):
    """Remove the draft that an edited one takes the place of, unless it has been sent."""
    if old is not None:
        Draft.objects.filter(pk=old.pk, request=None, registration=None).delete()


def draft_token(draft: Draft) -> str:
    return signing.Signer(salt=SALT).sign(draft.pk.hex)


def find_draft(token: str, owner: Owner) -> Draft | None:
    """The draft a token names; None if it is forged, past its day, or of another form."""
    try:
        key = uuid.UUID(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return (
        Draft.objects.filter(pk=key, **owner, expires_at__gt=timezone.now())
        .select_related("request", "registration")
        .defer(*(f"{sent}__{name}" for sent in ("request", "registration") for name in CONTENT))
        .first()
    )
