"""The right of erasure: a person's requests lose them now, instead of when their time is over."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.anonymising import anonymise, blank, forget_notices
from service_requests.encryption import seal
from service_requests.models import (
    GatheringEvent,
    Registration,
    Representative,
    RequestEvent,
    ServiceRequest,
)
from service_requests.models.request import RequestQuerySet
from service_requests.page_feedback import persons as page_feedback
from service_requests.person_records import Found
from service_requests.sign_up.log import write_down
from service_requests.sign_up.places import locked, settle
from service_requests.sign_up.purging import delete, forget_words
from service_requests.states import FINAL, State

Kind = RequestEvent.Kind


@dataclass
class Erased:
    """References by what became of the request; `part` is theirs in what they filed for others."""

    erased: list[str] = field(default_factory=list)
    part: list[str] = field(default_factory=list)
    still_open: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    sign_ups: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)  # titles of the pages they are about


def erase(found: Found, by: str, even_open: bool = False) -> Erased:
    done = Erased()
    why = _("按本人要求抹去，本人一共 %(count)d 件") % {"count": len(found.own)}
    for request in found.own:
        if request.held_at:
            done.held.append(request.reference)
        elif request.state not in FINAL and not even_open:
            done.still_open.append(request.reference)
        else:
            withdraw(request.pk, by)
            forget_notices([request.pk])
            if anonymise(request.pk, may_go(), why, by):
                done.erased.append(request.reference)
    for part in found.for_others:
        erase_part(part, by, done, even_open)
    for sign_up in found.sign_ups:
        erase_sign_up(sign_up, by, done, even_open)
    done.corrections = [page_feedback.erase(each, by) for each in found.corrections]
    return done


def erase_sign_up(found: Registration, by: str, done: Erased, even_open: bool):
    """Whole; a place that it held goes to the next in line."""
    coming = not found.gathering.has_begun and found.state != Registration.State.CANCELLED
    if coming and not even_open:
        done.still_open.append(found.reference)
        return
    with locked(found.gathering_id) as gathering:
        if Registration.objects.filter(pk=found.pk).exclude(held_at=None).exists():
            done.held.append(found.reference)
            return
        delete(Registration.objects.filter(pk=found.pk))
        forget_words(gathering.events.filter(registration_number=found.pk))
        write_down(gathering, GatheringEvent.Kind.ERASED, by, found)
        settle(gathering)
    done.sign_ups.append(found.reference)


def may_go() -> RequestQuerySet:
    return ServiceRequest.objects.filter(state__in=FINAL, held_at=None, anonymised_at=None)


def withdraw(pk: int, by: str):
    """What is still open ends with it, or it would wait in the inbox for nobody."""
    words = seal("")
    with transaction.atomic():
        found = ServiceRequest.objects.without_content().select_for_update()
        request = found.filter(pk=pk, held_at=None).exclude(state__in=FINAL).first()
        if request is None:
            return
        request.state, request.closed_at, request.paused_on = State.WITHDRAWN, timezone.now(), None
        request.version += 1
        request.save(update_fields=["state", "closed_at", "paused_on", "version"])
        RequestEvent.objects.create(
            request=request,
            kind=Kind.STATE,
            state=request.state,
            actor_name=by,
            at=request.closed_at,
            text=words,
            version=request.version,
        )


def erase_part(part: Representative, by: str, done: Erased, even_open: bool):
    """The representative goes; the request is another person's, and stays theirs."""
    words, empty = seal(_("按代办人要求抹去代办人")), blank(Representative)
    with transaction.atomic():
        found = ServiceRequest.objects.without_content().select_for_update()
        request = found.get(pk=part.request_id)
        if request.held_at:
            done.held.append(request.reference)
        elif request.state not in FINAL and not even_open:
            done.still_open.append(request.reference)
        else:
            Representative.objects.filter(pk=part.pk).update(**empty)
            RequestEvent.objects.create(
                request=request,
                kind=Kind.PURGED,
                actor_name=by,
                at=timezone.now(),
                text=words,
            )
            done.part.append(request.reference)
