"""Confirming a sign-up: one transaction writes it, gives it a place or its turn in line, and
changes the public numbers."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from pages.calendar import occurrences
from service_requests.answers import Checked, stored_answers
from service_requests.apply_views import NotTaken
from service_requests.encryption import Sealed, lookup_digest, seal
from service_requests.fields import seal_json
from service_requests.models import Consent, Draft, Gathering, GatheringEvent, Registration
from service_requests.sign_up.gatherings import find_occurrence, gathering_of
from service_requests.sign_up.log import write_down
from service_requests.sign_up.places import locked, settle
from service_requests.sign_up.suspicion import suspicion
from service_requests.submission import DraftGone, consents, unused_reference

NOT_ANSWERS = frozenset({"gathering", "people"})  # they have columns of their own


@dataclass(frozen=True)
class Prepared:
    """A sign-up ready to be written, with everything personal sealed."""

    registration: Registration
    consents: list[Consent]
    doubt: Sealed  # why it is set aside, for staff; empty words where it isn't
    no_answers: Sealed


def prepare(event, draft: Draft, checked: Checked) -> Prepared:
    """Do all that takes time before the transaction opens. Raises NotTaken."""
    now, values = timezone.now(), checked.cleaned
    key = date.fromisoformat(values["gathering"])
    occurrence = find_occurrence(occurrences(event, timezone.localdate(now)), key)
    if occurrence is None:
        raise NotTaken("gathering", _("这一场现在不能报了，选别的一场"))
    gathering, phone_lookup = gathering_of(event, occurrence), lookup_digest(values["phone"])
    doubt = suspicion(draft, gathering, phone_lookup)
    states = Registration.State
    registration = Registration(
        gathering=gathering,
        state=states.SUSPECT if doubt else states.WAITING,
        people=int(values["people"]),
        name=seal(values["name"]),
        phone=seal(values["phone"]),
        answers=seal_json([a for a in stored_answers(checked) if a["key"] not in NOT_ANSWERS]),
        phone_lookup=phone_lookup,
        consent_version=draft.answers["consent"]["version"],
        consent_text=draft.answers["consent"]["text"],
        consented_at=draft.created_at,
    )
    return Prepared(registration, consents(draft), seal(doubt), seal_json({}))


def register(draft_id, prepared: Prepared) -> str:
    """Write it, once, and give its reference; a repeated or parallel confirm of the same draft
    gives the first one's. Raises DraftGone and NotTaken."""
    registration = prepared.registration
    with locked(registration.gathering_id) as gathering:
        draft = Draft.objects.select_for_update().defer("answers").filter(pk=draft_id).first()
        if draft is None:
            raise DraftGone
        if draft.registration_id:
            return Registration.objects.values_list("reference", flat=True).get(
                pk=draft.registration_id
            )
        if gathering.has_begun or gathering.cancelled_at:
            raise NotTaken("gathering", _("这一场现在不能报了，选别的一场"))
        if is_signed_up(registration):
            raise NotTaken(
                "phone", _("这个手机号已经报过这一场。凭那次的回执能查、能取消；找不到就打电话来")
            )
        write(draft, gathering, prepared)
        settle(gathering, seen=registration.reference)
    return registration.reference


def is_signed_up(registration: Registration) -> bool:
    same = Registration.objects.filter(
        gathering=registration.gathering_id, phone_lookup=registration.phone_lookup
    )
    return same.standing().exists()


def write(draft: Draft, gathering: Gathering, prepared: Prepared):
    registration = prepared.registration
    now = timezone.now()
    registration.reference = unused_reference()
    registration.signed_up_at = registration.queued_at = now
    registration.save(force_insert=True)
    for consent in prepared.consents:
        consent.registration = registration
    Consent.objects.bulk_create(prepared.consents)
    signed_up = GatheringEvent.Kind.SIGNED_UP
    write_down(gathering, signed_up, "", about=registration, text=prepared.doubt)
    Draft.objects.filter(pk=draft.pk).update(registration=registration, answers=prepared.no_answers)
