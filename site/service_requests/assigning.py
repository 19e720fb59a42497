"""Steps that change who is responsible: a colleague of the station, or another station.

A request that was offered to another station stays where it is, with its clock running, until
somebody there accepts it; both stations see it meanwhile.
"""

from django.utils.translation import gettext as _

from pages.models import StationPage
from service_requests.access import Staff, staff
from service_requests.encryption import seal
from service_requests.handling import Kind, Refused, locked, log, move, require, settle
from service_requests.models import OutboxMessage, ServiceRequest
from service_requests.states import ACTIONS
from service_requests.submission import notify
from service_requests.team import colleagues, name_of


def assign(pk: int, by: Staff, version: int, colleague_pk: int):
    """Give the request to a named colleague. Raises Refused, Stale or NotAllowed."""
    with locked(pk, version) as request:
        action = "assign" if request.state in ACTIONS["assign"].sources else "reassign"
        require(by, action, request)
        colleague = colleagues(request, by).filter(pk=colleague_pk).first()
        if colleague is None:
            raise Refused(_("请选一位同事。只能分给这个站的人。"))
        request.assignee = colleague
        settle(request, staff(colleague))
        move(request, ACTIONS[action].target)
        text = seal("→ " + name_of(colleague))
        log(request, by, Kind.ASSIGNED, text=text, state=request.state)
        notify(OutboxMessage.Channel.STAFF, "assigned", request.reference)


def other_stations(request: ServiceRequest):
    return StationPage.objects.live().exclude(pk=request.station_id).order_by("title")


def hand_over(pk: int, by: Staff, version: int, offer: tuple[int, str]):
    """Offer it to another station: (station, words for the colleagues there)."""
    station_pk, words = offer
    with locked(pk, version) as request:
        require(by, "hand_over", request)
        station = other_stations(request).filter(pk=station_pk).first()
        if station is None:
            raise Refused(_("请选要转去的站。"))
        request.handover_to = station
        text = seal(f"→ {station.title}\n{words}".strip())
        log(request, by, Kind.OFFERED, text=text)
        notify(OutboxMessage.Channel.STAFF, "handover_offered", request.reference)


def accept_handover(pk: int, by: Staff, version: int):
    """Become responsible for what another station offered; it belongs to this one from here."""
    with locked(pk, version) as request:
        require(by, "accept_handover", request)
        station = request.handover_to
        request.station, request.station_name = station, station.title
        request.handover_to = None
        request.assignee = by.user
        if request.state in ACTIONS["take"].sources:
            move(request, ACTIONS["take"].target)
        log(request, by, Kind.RECEIVED, text=seal("→ " + station.title), state=request.state)
        notify(OutboxMessage.Channel.STAFF, "handover_accepted", request.reference)


def return_handover(pk: int, by: Staff, version: int, words: str):
    """Leave it with the station that has it; the one that offered reads why."""
    if not words:
        raise Refused(_("写一句为什么退回，那边的同事会看到。"))
    sealed = seal(words)
    with locked(pk, version) as request:
        require(by, "return_handover", request)
        request.handover_to = None
        log(request, by, Kind.RETURNED, text=sealed)
        notify(OutboxMessage.Channel.STAFF, "handover_returned", request.reference)
