"""一次性告知: tell the applicant once, item by item, what is missing; tick off what arrives."""

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.access import Staff
from service_requests.encryption import seal
from service_requests.handling import Kind, Refused, announce, locked, log, move, require
from service_requests.models import MissingItem, ServiceRequest
from service_requests.states import ACTIONS, Role, State

MOST_ITEMS = 20
LONGEST_ITEM = 200


def lines_of(typed: str) -> list[str]:
    """One item a line. Raises Refused."""
    items = [line.strip() for line in typed.split("\n") if line.strip()]
    if not items:
        raise Refused(_("至少写一样缺的材料，一行写一样。"))
    if len(items) > MOST_ITEMS:
        raise Refused(
            _("最多写 %(most)d 样，现在是 %(n)d 样。") % {"most": MOST_ITEMS, "n": len(items)}
        )
    if any(len(item) > LONGEST_ITEM for item in items):
        raise Refused(_("每一样最多 %d 字。一行只写一样。") % LONGEST_ITEM)
    return items


def numbered(items: list[str]) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, start=1))


def tell_what_is_missing(pk: int, by: Staff, version: int, typed: str):
    """The clock stands still from here. A second time only a supervisor may."""
    items = lines_of(typed)
    whole, sealed = seal(numbered(items)), [seal(item) for item in items]
    with locked(pk, version) as request:
        require(by, "ask", request)
        told = request.missing_items.aggregate(last=Max("round"))["last"] or 0
        if told and Role.SUPERVISOR not in by.roles:
            raise Refused(_("这件已经告知过一次，要一次说全。确实还要再补的，请主管来发。"))
        today = timezone.localdate()
        MissingItem.objects.bulk_create(
            MissingItem(request=request, round=told + 1, text=text, asked_on=today)
            for text in sealed
        )
        move(request, ACTIONS["ask"].target)
        log(request, by, Kind.ASKED, text=whole, state=request.state, visible=True)
        announce(request)


def tick_off(pk: int, by: Staff, version: int, arrived: set[int]):
    """Note what came. With the last item the clock runs on and the work too."""
    items = list(MissingItem.objects.filter(request=pk, pk__in=arrived, arrived_on=None))
    sealed = seal("\n".join(item.text for item in items))
    with locked(pk, version) as request:
        require(by, "arrive", request)
        if not items:
            raise Refused(_("勾上收到了哪几样。"))
        waiting = request.missing_items.filter(arrived_on=None)
        waiting.filter(pk__in=[item.pk for item in items]).update(
            arrived_on=timezone.localdate(), ticked_by=by.user
        )
        if not waiting.exists():
            move(request, State.IN_PROGRESS)
        log(request, by, Kind.ARRIVED, text=sealed, state=request.state)
        if request.state == State.IN_PROGRESS:
            announce(request)


def items_of(request: ServiceRequest) -> list[dict]:
    """{"pk", "text", "arrived": ISO day or "", "papers": how many were sent in for it} of the last
    notice, in the order written."""
    kept = Count("papers", filter=Q(papers__removed_at=None))
    items = list(request.missing_items.annotate(kept=kept))
    last = max((item.round for item in items), default=0)
    return [
        {
            "pk": item.pk,
            "text": item.text,
            "arrived": item.arrived_on.isoformat() if item.arrived_on else "",
            "papers": item.kept,
        }
        for item in items
        if item.round == last
    ]


def items_waited_for(request: ServiceRequest) -> dict[str, str]:
    """{number: text} of what the applicant was asked for and has not brought."""
    if request.state != State.AWAITING_APPLICANT:
        return {}
    return {str(each["pk"]): each["text"] for each in items_of(request) if not each["arrived"]}
