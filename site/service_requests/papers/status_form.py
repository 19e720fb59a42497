"""The part of the status page where papers are added."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pages.form_field import field, options
from pages.form_papers import files_facts
from pages.publishing import Facts
from service_requests.missing_items import items_waited_for
from service_requests.models import ServiceRequest
from service_requests.papers.adding import left_to_add, may_add
from service_requests.papers.problems import no_room
from service_requests.papers.room import can_take_papers
from service_requests.papers.words import kind_words
from service_requests.retention import id_photo_days
from service_requests.slip_parts import short_moment
from service_requests.states import State

OTHER = "other"


def status_papers(found: ServiceRequest, fields: list[Facts] | None = None) -> Facts:
    """{"received", "form"}: what is there, without the names of files, and the form to add more,
    or None. `fields` are those that came back with errors."""
    fields = fields or paper_fields(found)
    form = {
        "full": any(each.get("full") for each in fields),
        "action": reverse("status_papers"),
        "heading": _("补材料") if found.state == State.AWAITING_APPLICANT else _("加材料"),
        "fields": fields,
    }
    kept = found.papers.kept().defer("name").select_related("missing_item")
    return {
        "received": [received(each) for each in kept],
        "form": form if may_add(found) else None,
    }


def received(paper) -> Facts:
    return {
        "label": paper.missing_item.text if paper.missing_item else paper.label,
        "words": kind_words(paper),
        "moment": short_moment(timezone.localtime(paper.created_at)),
    }


def paper_fields(found: ServiceRequest) -> list[Facts]:
    left = left_to_add(found)
    asked = files_facts({"most": left, "with_pdf": True, "identity": False})
    hint = _("缺什么就拍什么，字要看得清")
    if not left:
        asked["full"], hint = True, _("今天加的材料已经够多了。明天再来，或者带到服务站来。")
    elif not can_take_papers():
        asked["full"], hint = True, no_room()
    papers = field("papers", "files", _("照片或 PDF"), hint, **asked)
    identity = field("identity", "consent", identity_terms(found), required=False)
    return [papers] if asked["full"] else [*which_item(found), papers, identity]


def which_item(found: ServiceRequest) -> list[Facts]:
    """Which of those that were asked for it is; nothing is asked where nothing is waited for."""
    waited_for = items_waited_for(found)
    if not waited_for:
        return []
    choices = options(waited_for | {OTHER: _("别的，或者不止一样")})
    value = next(iter(waited_for)) if len(waited_for) == 1 else OTHER
    return [field("item", "choice", _("这是哪一样"), options=choices, value=value)]


def identity_terms(found: ServiceRequest) -> str:
    terms = _("里面有身份证、居住证这类证件。我同意你们用它办这件事，办完 %d 天后删掉")
    return terms % id_photo_days(found)
