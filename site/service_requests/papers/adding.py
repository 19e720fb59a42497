"""Papers that the person who asked adds later, on the status page."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.encryption import seal
from service_requests.handling import Kind, Refused, locked, log
from service_requests.models import Attachment, Consent, OutboxMessage, ServiceRequest
from service_requests.papers.receive import MOST_PER_REQUEST, Place, Received, receive
from service_requests.papers.room import can_take_papers
from service_requests.papers.upload import SentFile
from service_requests.papers.words import log_words
from service_requests.states import PERSON_STEPS, State
from service_requests.submission import notify

MOST_A_DAY = 10
DAY = timedelta(days=1)


def add_papers(
    pk: int, files: Iterable[SentFile], consent: Consent | None, missing_item: int | None = None
) -> Received:
    """Store what is in order; the problems of the rest are in what is given back. `consent` is
    there when there are identity papers among them, `missing_item` when they were asked for.
    Raises handling.Refused where nothing can be taken in at all."""
    request = ServiceRequest.objects.without_content().get(pk=pk)
    require(request)
    if not can_take_papers():
        raise Refused(_("眼下网上收不了文件，材料带到服务站来，我们当面收。"))
    place = place_of(request, identity=consent is not None)
    received = receive(files, replace(place, missing_item=missing_item))
    if received.new:
        keep(pk, received.new, consent)
    return received


def require(request: ServiceRequest):
    if not may_add(request):
        raise Refused(_("现在不能再加材料了。有事打电话来。"))


def may_add(request: ServiceRequest) -> bool:
    return request.state in PERSON_STEPS["papers"]


def place_of(request: ServiceRequest, identity: bool) -> Place:
    kinds = Attachment.Kind
    there = list(request.papers.kept())
    return Place(
        label=_("补交的材料"),
        most=len(there) + left_to_add(request),
        with_pdf=True,
        kind=kinds.IDENTITY if identity else kinds.OTHER,
        source=Attachment.Source.STATUS,
        there=there,
    )


def left_to_add(request: ServiceRequest) -> int:
    """How many more today. What was removed since still counts for its day."""
    lately = request.papers.filter(created_at__gt=timezone.now() - DAY)
    today = lately.filter(source=Attachment.Source.STATUS).count()
    return max(0, min(MOST_A_DAY - today, MOST_PER_REQUEST - request.papers.kept().count()))


def keep(pk: int, papers: list[Attachment], consent: Consent | None):
    """Asks everything once more with the row locked: the same page may be sent twice at once.
    Files that are refused here have no row, and are swept."""
    ready = [each.sealed() for each in papers]
    words = seal(log_words(papers))
    with locked(pk, None) as request:
        require(request)
        if len(ready) > left_to_add(request):
            raise Refused(_("今天加的材料已经够多了。明天再来，或者带到服务站来。"))
        for each in ready:
            each.request = request
        Attachment.objects.bulk_create(ready)
        if consent:
            consent.request = request
            consent.save()
        log(request, None, Kind.PAPERS, text=words)
        if request.state != State.SPAM:
            notify(OutboxMessage.Channel.STAFF, "papers", request.reference)
