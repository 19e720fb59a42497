"""Steps that end the work on a request here: refer, close with an outcome, mark as duplicate."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from service_requests.access import Staff
from service_requests.encryption import seal
from service_requests.handling import Kind, Refused, announce, locked, log, move, require
from service_requests.models import ServiceRequest
from service_requests.references import typed_reference
from service_requests.states import ACTIONS, Outcome, State

# The applicant has read what came of it already.
TOLD = frozenset({State.ANSWERED, State.REFERRED})
SET_ASIDE = frozenset({State.DUPLICATE, State.SPAM})


def refer(pk: int, by: Staff, version: int, body: dict[str, str]):
    """To an outside body: {"name", "contact", "bring", "words"}; the status page shows it."""
    if not body["name"] or not body["contact"]:
        raise Refused(_("写清楚转给哪个单位、怎么联系，申请人要照着去。"))
    lines = [
        _("转到：%s") % body["name"],
        _("怎么联系：%s") % body["contact"],
        _("要带：%s") % body["bring"] if body["bring"] else "",
        body["words"],
    ]
    sealed = seal("\n".join(line for line in lines if line))
    with locked(pk, version) as request:
        require(by, "refer", request)
        move(request, ACTIONS["refer"].target)
        log(request, by, Kind.STATE, text=sealed, state=request.state, visible=True)
        announce(request)


def close(pk: int, by: Staff, version: int, result: tuple[str, str]):
    """(outcome, words). The applicant reads the words, and must have been told something."""
    outcome, words = result
    if outcome not in Outcome.values:
        raise Refused(_("选一个结果：办成了，还是没办成。"))
    text = seal("\n".join(filter(None, [_("结果：%s") % Outcome(outcome).label, words])))
    with locked(pk, version) as request:
        require(by, "close", request)
        if request.state not in TOLD and not words:
            raise Refused(_("还没有答复过申请人。写一句结果再办结，申请人在进度页能看到。"))
        request.outcome = outcome
        move(request, ACTIONS["close"].target)
        log(request, by, Kind.STATE, text=text, state=request.state, visible=True)
        announce(request)


def mark_duplicate(pk: int, by: Staff, version: int, typed: str):
    """Join it to the request with this reference; both pages then lead to each other."""
    reference = typed_reference(typed)
    sealed = seal("→ " + reference)
    with both_locked(pk, reference), locked(pk, version) as request:
        require(by, "duplicate", request)
        original = find_original(request, by, reference)
        move(request, ACTIONS["duplicate"].target)
        request.duplicate_of = original
        log(request, by, Kind.STATE, text=sealed, state=request.state)
        joined = seal("← " + request.reference)
        log(original, by, Kind.LINKED, text=joined, changes=False)
        announce(request)


@contextmanager
def both_locked(pk: int, reference: str):
    """Until the block ends neither is changed by anybody else: so the other one can't be joined
    to this one meanwhile. Always in one order, or two such joins would wait for each other."""
    both = ServiceRequest.objects.filter(Q(pk=pk) | Q(reference=reference)).order_by("pk")
    with transaction.atomic():
        list(both.select_for_update().values_list("pk"))
        yield


def find_original(request: ServiceRequest, by: Staff, reference: str) -> ServiceRequest:
    found = by.readable(ServiceRequest.objects.without_content()).filter(reference=reference)
    original = found.first()
    if original is None:
        raise Refused(_("没有这个编号，或者那一件你看不到。写在办的那一件的编号。"))
    if original.pk == request.pk:
        raise Refused(_("这就是它自己的编号。写在办的那一件的编号。"))
    if original.state in SET_ASIDE:
        raise Refused(_("那一件自己也并掉了，或者是垃圾。写在办的那一件的编号。"))
    return original
