"""Confirming: one transaction writes the request, who filed it for whom, what was agreed to,
its first event and its notices."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from pages.form_people import OTHER
from service_requests.answers import Checked, Values, stored_answers
from service_requests.encryption import Sealed, lookup_digest, seal
from service_requests.fields import seal_json
from service_requests.models import (
    Consent,
    Draft,
    OutboxMessage,
    Registration,
    Representative,
    RequestEvent,
    ServiceRequest,
)
from service_requests.papers.form_papers import hand_over
from service_requests.references import new_reference
from service_requests.states import State
from service_requests.suspicion import suspicion
from service_requests.team import name_of
from service_requests.working_days import add_working_days


class DraftGone(Exception):
    """The draft was replaced or purged between being read and being confirmed."""


@dataclass(frozen=True)
class Prepared:
    """A request ready to be written, with everything personal sealed."""

    request: ServiceRequest
    representative: Representative | None
    consents: list[Consent]
    doubt: Sealed  # why it is set aside, for staff; empty words where it isn't
    no_answers: Sealed
    asked_papers: list[str]  # keys of the fields that this person was asked to send files for
    by: Any = None  # the member of staff who filed it at the window


def prepare(service, draft: Draft, checked: Checked, stations: dict[str, str]) -> Prepared:
    """Do all that takes time before the transaction opens. `stations`: page id → name."""
    now = timezone.now()
    values = checked.cleaned
    station_id = values.get("station") or None
    phone_lookup = lookup_digest(values["phone"])
    doubt = suspicion(draft, phone_lookup, now)
    request = ServiceRequest(
        state=State.SPAM if doubt else State.SUBMITTED,
        confidential=service.confidential,
        service=service,
        service_title=service.title,
        line=service.line,
        line_name=service.line.name if service.line else "",
        station_id=int(station_id) if station_id else None,
        station_name=stations.get(station_id or "", ""),
        submitted_at=now,
        due_on=add_working_days(timezone.localdate(now), service.days_to_answer),
        name=seal(values["name"]),
        phone=seal(values["phone"]),
        answers=seal_json(stored_answers(checked)),
        phone_lookup=phone_lookup,
        consent_version=draft.answers["consent"]["version"],
        consent_text=draft.answers["consent"]["text"],
        consented_at=draft.created_at,
        id_consent=bool(values.get("id_consent")),
    )
    return Prepared(
        request,
        representative=representative_of(values),
        consents=consents(draft),
        doubt=seal(doubt),
        no_answers=seal_json({}),
        asked_papers=[each["key"] for each in checked.applying if each["type"] == "files"],
    )


def representative_of(values: Values) -> Representative | None:
    if values.get("for_whom") != OTHER:
        return None
    return Representative(
        relation=seal(values["agent_relation"]),
        name=seal(values["agent_name"]),
        phone=seal(values["agent_phone"]),
        phone_lookup=lookup_digest(values["agent_phone"]),
    )


def consents(draft: Draft) -> list[Consent]:
    """What was agreed to on the form besides its terms, as it stood there."""
    given = draft.answers["consent"]
    return [
        Consent(**each, version=given["version"], agreed_at=draft.created_at)
        for each in given["separate"]
    ]


def submit(draft_id, prepared: Prepared) -> str:
    """Write the request, once, and give its reference.

    A repeated or parallel confirm of the same draft gives the reference of the first.
    Raises DraftGone.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().defer("answers").filter(pk=draft_id).first()
        if draft is None:
            raise DraftGone
        if draft.request_id:
            return reference_of(draft.request_id)
        return write(draft, prepared)


def reference_of(request_id: int) -> str:
    return ServiceRequest.objects.values_list("reference", flat=True).get(pk=request_id)


def write(draft: Draft, prepared: Prepared) -> str:
    request = prepared.request
    request.reference = unused_reference()
    request.save(force_insert=True)
    if prepared.representative:
        prepared.representative.request = request
        prepared.representative.save(force_insert=True)
    for consent in prepared.consents:
        consent.request = request
    Consent.objects.bulk_create(prepared.consents)
    RequestEvent.objects.create(
        request=request,
        kind=RequestEvent.Kind.SUBMITTED,
        state=request.state,
        actor=prepared.by,
        actor_name=name_of(prepared.by) if prepared.by else "",
        at=request.submitted_at,
        text=prepared.doubt,
        version=request.version,
    )
    if request.state != State.SPAM:
        announce(prepared)
    hand_over(draft, request, prepared.asked_papers)
    # The answers live in the request now; the draft stays as the key that stops a second one.
    Draft.objects.filter(pk=draft.pk).update(request=request, answers=prepared.no_answers)
    return request.reference


def announce(prepared: Prepared):
    """Tell the staff; and whoever somebody else filed for, unless they share one phone."""
    request, representative = prepared.request, prepared.representative
    notify(OutboxMessage.Channel.STAFF, "submitted", request.reference)
    if representative and representative.phone_lookup != request.phone_lookup:
        notify(OutboxMessage.Channel.APPLICANT, "filed_for_you", request.reference)


def unused_reference() -> str:
    while True:
        reference = new_reference()
        named = (ServiceRequest, Registration)
        if not any(model.objects.filter(reference=reference).exists() for model in named):
            return reference


def notify(channel: str, event: str, reference: str):
    OutboxMessage.objects.create(
        channel=channel,
        payload={"event": event, "reference": reference},
        created_at=timezone.now(),
    )
