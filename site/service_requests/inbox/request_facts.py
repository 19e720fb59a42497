"""What the page of one request shows to one person: as much as their sight allows, and as plain
data with masks and words already applied."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.access import Sight, Staff
from service_requests.answers import readable_answer
from service_requests.inbox.due import due_facts
from service_requests.inbox.listing import assignee_name, submitted_words
from service_requests.inbox.paper_facts import papers_panel
from service_requests.inbox.request_steps import steps
from service_requests.masks import masked_id_number, masked_name, masked_phone, spaced_phone
from service_requests.missing_items import items_of
from service_requests.models import (
    Feedback,
    Registration,
    ReplyTemplate,
    Representative,
    RequestEvent,
    ServiceRequest,
)
from service_requests.states import ACTIONS, State
from service_requests.working_days import load_calendar

Facts = dict[str, Any]
Kind = RequestEvent.Kind


def request_facts(request: ServiceRequest, by: Staff, revealed: str = "") -> Facts:
    """`revealed` is the key of an answer whose ID number is shown in full, this once."""
    sight = by.sight(request)
    missing = items_of(request) if sight is Sight.CONTENT else []
    return {
        "pk": request.pk,
        "version": request.version,
        "reference": request.reference,
        "title": request.service_title,
        "sight": sight.name.lower(),
        "confidential": request.confidential,
        "anonymised": request.anonymised_at is not None,
        "state": request.get_state_display(),
        "may_print": sight is Sight.CONTENT and request.anonymised_at is None,
        "handover_to": request.handover_to.title if request.handover_to else "",
        "due": due_facts(request, timezone.localdate(), load_calendar()),
        "rows": plain_rows(request),
        "person": person(request, sight),
        "representative": representative(request, sight),
        "answers": answers(request, by, revealed) if sight is Sight.CONTENT else [],
        "feedback": feedback(request, sight),
        "papers": papers_panel(request, by, missing),
        "consent": consent(request) if sight >= Sight.MASKED else [],
        "same_person": same_person(request, by) if sight is Sight.CONTENT else [],
        "links": linked_requests(request, by),
        "missing": missing,
        "actions": actions(request, by),
    } | timeline(request, sight)


def plain_rows(request: ServiceRequest) -> list[tuple[str, str]]:
    rows = [
        (_("编号"), request.reference),
        (_("服务事项"), request.line_name or _("（没有）")),
        (_("服务站"), request.station_name or _("申请人没选")),
        (_("提交"), submitted_words(request)),
        (_("来自"), request.get_source_display()),
        (_("答复期限"), request.due_on.isoformat()),
        (_("经办人"), assignee_name(request)),
    ]
    return [*rows, (_("结果"), request.get_outcome_display())] if request.outcome else rows


def person(request: ServiceRequest, sight: Sight) -> Facts | None:
    if sight is Sight.ROW or request.anonymised_at:
        return None
    return name_and_phone(request, sight)


def representative(request: ServiceRequest, sight: Sight) -> Facts | None:
    """Who filed it for the person; `relation` is theirs to the person, for those who may read."""
    found = Representative.objects.filter(request=request)
    if sight is Sight.ROW or request.anonymised_at or not (by := found.first()):
        return None
    return name_and_phone(by, sight) | {"relation": by.relation if sight is Sight.CONTENT else ""}


def name_and_phone(someone: ServiceRequest | Representative | Registration, sight: Sight) -> Facts:
    """`call` is the number to dial; "" for those who see a mask."""
    if sight is Sight.MASKED:
        masked = {"name": masked_name(someone.name), "phone": masked_phone(someone.phone)}
        return masked | {"call": ""}
    return {"name": someone.name, "phone": spaced_phone(someone.phone), "call": someone.phone}


def answers(request: ServiceRequest, by: Staff, revealed: str) -> list[Facts]:
    """{"key", "label", "value", "hidden"}; `hidden` says that the rest can be revealed."""
    return [answer(each, by.may("reveal", request), revealed) for each in request.answers]


def answer(stored: Facts, may_reveal: bool, revealed: str) -> Facts:
    value = stored["value"]
    hidden = stored["type"] == "id_number" and bool(value) and stored["key"] != revealed
    return {
        "key": stored["key"],
        "label": stored["label"],
        "value": masked_id_number(value) if hidden else readable_answer(stored["type"], value),
        "hidden": hidden and may_reveal,
    }


def consent(request: ServiceRequest | Registration) -> list[tuple[str, str]]:
    moment = timezone.localtime(request.consented_at).strftime("%Y-%m-%d %H:%M")
    rows = [
        (_("条款"), request.consent_text),
        (_("版本"), request.consent_version),
        (_("同意时间"), moment),
    ]
    return [*rows, *((each.get_purpose_display(), each.text) for each in request.consents.all())]


def feedback(request: ServiceRequest, sight: Sight) -> Facts | None:
    """What the person thought of it: {"score", "words"}, for those who may read."""
    found = Feedback.objects.filter(request=request).first() if sight is Sight.CONTENT else None
    return {"score": found.get_score_display(), "words": found.words} if found else None


def same_person(request: ServiceRequest, by: Staff) -> list[Facts]:
    """Other requests from the same phone, as far as this person may read them."""
    if request.anonymised_at:
        return []
    found = ServiceRequest.objects.filter(phone_lookup=request.phone_lookup)
    others = by.readable(found).exclude(pk=request.pk).without_content()[:10]
    return [
        {
            "pk": each.pk,
            "reference": each.reference,
            "service": each.service_title,
            "state": each.get_state_display(),
        }
        for each in others
    ]


def linked_requests(request: ServiceRequest, by: Staff) -> list[Facts]:
    """What it was joined to, and what was joined to it, as far as this person sees those."""
    around = Q(pk=request.duplicate_of_id) | Q(duplicate_of=request.pk)
    found = by.visible(ServiceRequest.objects.without_content()).filter(around)
    return [
        {
            "pk": each.pk,
            "reference": each.reference,
            "how": _("并到了") if each.pk == request.duplicate_of_id else _("并进来的"),
        }
        for each in found
    ]


def actions(request: ServiceRequest, by: Staff) -> Facts:
    """Which forms to show: take (its label, or ""), the steps, note, reply."""
    take = next((name for name in ("take", "take_over") if by.may(name, request)), None)
    own = request.assignee_id == by.user.pk and take == "take_over"
    return {
        "take": ACTIONS[take].label if take and not own else "",
        "steps": steps(request, by),
        "note": by.may("note", request),
        "reply": by.may("reply", request),
        "templates": reply_templates(request) if by.may("reply", request) else [],
    }


def reply_templates(request: ServiceRequest) -> list[Facts]:
    return [
        {"title": template.title, "text": template.filled(request)}
        for template in ReplyTemplate.objects.all()
    ]


def timeline(request: ServiceRequest, sight: Sight) -> Facts:
    """The log: what was done in one list, who looked in another. Words only for those who see
    the content."""
    if sight is Sight.ROW:
        return {"events": [], "readings": []}
    found = request.events.all() if sight is Sight.CONTENT else request.events.defer("text")
    shown = [event_facts(event, sight) for event in found]
    return {
        "events": [event for event in shown if event["kind"] != Kind.READ],
        "readings": [event for event in shown if event["kind"] == Kind.READ],
    }


def event_facts(event: RequestEvent, sight: Sight = Sight.MASKED) -> Facts:
    return {
        "kind": event.kind,
        "title": event_title(event),
        "actor": event.actor_name or _("申请人"),
        "moment": timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M"),
        "text": event.text if sight is Sight.CONTENT else "",
        "visible": event.visible_to_applicant,
    }


def event_title(event: RequestEvent) -> str:
    kind = event.get_kind_display()
    if event.kind in {Kind.STATE, Kind.TAKEN} and event.state:
        return _("%(kind)s → %(state)s") % {"kind": kind, "state": State(event.state).label}
    return kind
