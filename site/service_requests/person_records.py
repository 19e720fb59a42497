"""Everything kept about one person, found by their phone number and gathered as plain data.

For the right of access: what they filed, what was said and done about it, and that somebody of
staff looked, without saying who: names of staff are staff's. Where they filed for another person,
only their own part is theirs to see.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.anonymising import personal_models
from service_requests.answers import readable_answer
from service_requests.encryption import lookup_digest
from service_requests.fields import encrypted_fields
from service_requests.models import (
    Draft,
    GatheringEvent,
    PageCorrection,
    Registration,
    Representative,
    RequestEvent,
    ServiceRequest,
)
from service_requests.page_feedback import persons as page_feedback

Rows = list[tuple[str, str]]
IN_THEIR_OWN_PLACE = (ServiceRequest, RequestEvent, Draft)


@dataclass(frozen=True)
class Found:
    """`own` they asked for; `for_others` are their parts in what they filed for others."""

    own: list[ServiceRequest]
    for_others: list[Representative]
    sign_ups: list[Registration] = field(default_factory=list)
    corrections: list[PageCorrection] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.own or self.for_others or self.sign_ups or self.corrections)


def find(phone: str) -> Found:
    digest = lookup_digest(phone)
    own = ServiceRequest.objects.filter(phone_lookup=digest).order_by("pk")
    for_others = Representative.objects.filter(phone_lookup=digest).exclude(request__in=own)
    sign_ups = Registration.objects.filter(phone_lookup=digest).select_related("gathering")
    return Found(
        list(own),
        list(for_others.order_by("pk")),
        list(sign_ups.order_by("pk")),
        page_feedback.corrections_with(phone),
    )


def collect(found: Found) -> dict[str, Any]:
    """JSON with the labels that people read: {"made_at", "requests", "filed_for_others",
    "sign_ups", "corrections"}."""
    return {
        "made_at": moment(timezone.now()),
        "requests": [request_record(request) for request in found.own],
        "filed_for_others": [
            {"title": by.request.reference, "rows": plain_rows(by.request) + personal_rows(by)}
            for by in found.for_others
        ],
        "sign_ups": [sign_up_record(each) for each in found.sign_ups],
        "corrections": [page_feedback.record(each) for each in found.corrections],
    }


def sign_up_record(found: Registration) -> dict[str, Any]:
    rows = [
        (_("活动"), str(found.gathering)),
        (_("状态"), found.get_state_display()),
        (_("几个人"), str(found.people)),
        (_("称呼"), found.name),
        (_("手机号"), found.phone),
        *((a["label"], readable_answer(a["type"], a["value"])) for a in found.answers),
    ]
    log = found.gathering.events.filter(concerns(found)).order_by("position")
    return {
        "title": found.reference,
        "rows": rows + consents(found),
        "log": [event_record(event) | unsaid(event) for event in log],
    }


def unsaid(event: GatheringEvent) -> dict[str, str]:
    """Words about a whole list may name others on it."""
    return {} if event.registration_number else {"text": ""}


def concerns(found: Registration) -> Q:
    """What was done with this sign-up, and with the whole list while it was on it."""
    all_of_them = Q(registration_number=None, at__gte=found.signed_up_at)
    return Q(registration_number=found.pk) | all_of_them


def request_record(request: ServiceRequest) -> dict[str, Any]:
    answers = [(a["label"], readable_answer(a["type"], a["value"])) for a in request.answers]
    return {
        "title": request.reference,
        "rows": [*plain_rows(request), (_("称呼"), request.name), (_("手机号"), request.phone)],
        "answers": answers,
        "consents": consents(request),
        "related": [
            {"title": str(model._meta.verbose_name), "rows": personal_rows(row)}
            for model, column in personal_models().items()
            if model not in IN_THEIR_OWN_PLACE
            for row in model._base_manager.filter(**{column: request.pk})
        ],
        "log": [event_record(event) for event in request.events.order_by("position")],
    }


def plain_rows(request: ServiceRequest) -> Rows:
    rows = [
        (_("编号"), request.reference),
        (_("服务"), request.service_title),
        (_("服务事项"), request.line_name),
        (_("服务站"), request.station_name),
        (_("状态"), request.get_state_display()),
        (_("提交"), moment(request.submitted_at)),
    ]
    return rows + ([(_("办结时间"), moment(request.closed_at))] if request.closed_at else [])


def personal_rows(row: models.Model) -> Rows:
    return [(str(field.verbose_name), str(getattr(row, field.name))) for field in sealed_in(row)]


def sealed_in(row: models.Model):
    return encrypted_fields(type(row))


def consents(request: ServiceRequest | Registration) -> Rows:
    separate = [(each.text, moment(each.agreed_at)) for each in request.consents.all()]
    return [(request.consent_text, moment(request.consented_at)), *separate]


def event_record(event: RequestEvent | GatheringEvent) -> dict[str, str]:
    by_staff = event.actor_id is not None or event.actor_name
    return {
        "at": moment(event.at),
        "kind": str(event.get_kind_display()),
        "by": _("工作人员") if by_staff else _("本人"),
        "text": event.text,
    }


def moment(value) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
