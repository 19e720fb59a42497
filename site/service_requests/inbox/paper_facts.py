"""What the page of one request shows of its papers."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.access import Sight, Staff
from service_requests.models import Attachment, RequestEvent, ServiceRequest
from service_requests.papers import store
from service_requests.papers.words import paper_facts
from service_requests.states import State

Facts = dict[str, Any]


def papers_panel(request: ServiceRequest, by: Staff, missing: list[Facts]) -> Facts:
    """{"papers", "may_add"}; whoever doesn't see the content sees what was asked for and when,
    without names. `missing` are the items that one may see."""
    items = {each["pk"]: each["text"] for each in missing}
    sight = by.sight(request)
    if sight < Sight.MASKED:
        return {"papers": [], "may_add": False}
    found = request.papers.all() if sight is Sight.CONTENT else request.papers.defer("name")
    may_read, asked_at = by.may("paper", request), last_asked(request)
    return {
        "papers": [
            paper_row(each, may_read)
            | {"is_new": bool(asked_at and each.created_at > asked_at)}
            | {"item": items.get(each.missing_item_id, "")}
            for each in found
        ],
        "may_add": by.may("scan", request),
    }


def last_asked(request: ServiceRequest) -> datetime | None:
    """When the applicant was told what is missing, while that is waited for."""
    if request.state != State.AWAITING_APPLICANT:
        return None
    asked = request.events.filter(kind=RequestEvent.Kind.ASKED)
    return asked.order_by("-pk").values_list("at", flat=True).first()


def paper_row(paper: Attachment, may_read: bool) -> Facts:
    facts = paper_facts(paper) if may_read else {"name": "", "words": ""}
    fate = what_became_of(paper)
    return facts | {
        "pk": paper.pk,
        "label": paper.label,
        "identity": paper.kind == Attachment.Kind.IDENTITY,
        "origin": origin(paper),
        "fate": fate,
        "may_read": may_read and not fate,
    }


def origin(paper: Attachment) -> str:
    moment = timezone.localtime(paper.created_at).strftime("%Y-%m-%d %H:%M")
    source = paper.get_source_display()
    if paper.added_by_name:
        source = _("%(name)s存的") % {"name": paper.added_by_name}
    return f"{moment} · {source}"


def what_became_of(paper: Attachment) -> str:
    """ "" while the file is there."""
    if paper.removed_at:
        day = timezone.localtime(paper.removed_at).strftime("%Y-%m-%d")
        return _("%(day)s %(reason)s") % {"day": day, "reason": paper.get_removal_display()}
    if not store.is_there(paper.stored_as):
        return _("文件不见了，请告诉系统管理员")
    return ""
