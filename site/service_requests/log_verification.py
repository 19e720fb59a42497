"""Walks the whole log and says what does not match: changed, removed, inserted, reordered.

Reads in streams, so that memory stays flat; people go on working meanwhile. What looks wrong in
the stream is looked at once more with its log locked, because a new event may have come between
the reading of a log and of its events.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from service_requests.encryption import Unreadable, unseal
from service_requests.fields import ciphertext
from service_requests.log_digests import START, event_digest, head_seal, is_same, words_digest
from service_requests.models import RequestEvent, RequestLog, ServiceRequest

Problems = Iterator[str]
Tell = Callable[[int], None]
Kind = RequestEvent.Kind
AT_ONCE = 1000


def verify_requests(tell: Tell) -> Problems:
    """Every log with its events; `tell` is given the number of events after each thousand."""
    for number, log, events in side_by_side(tell):
        if list(faults(log, events)):
            yield from certain_faults(number)
    yield from without_a_log()


def side_by_side(tell: Tell) -> Iterator[tuple[int, RequestLog | None, list[RequestEvent]]]:
    """(request, its log if there is one, its events) in the order of requests."""
    logs = RequestLog.objects.order_by("pk").iterator(AT_ONCE)
    log = next(logs, None)
    for number, events in groupby(counted(stored_events(), tell), lambda event: event.request_id):
        while log and log.pk < number:
            yield log.pk, log, []
            log = next(logs, None)
        if log and log.pk == number:
            yield number, log, list(events)
            log = next(logs, None)
        else:
            yield number, None, list(events)
    while log:
        yield log.pk, log, []
        log = next(logs, None)


def stored_events(**only) -> Iterable[RequestEvent]:
    """With their words still sealed: one that can't be opened must not end the walk."""
    found = RequestEvent.objects.filter(**only).defer("text")
    ordered = found.annotate(sealed=ciphertext("text")).order_by("request_id", "position", "pk")
    return ordered.iterator(AT_ONCE)


def counted(events: Iterable[RequestEvent], tell: Tell) -> Iterator[RequestEvent]:
    number = 0
    for number, event in enumerate(events, start=1):
        yield event
        if number % AT_ONCE == 0:
            tell(number)
    if number % AT_ONCE:
        tell(number)


def certain_faults(number: int) -> Problems:
    """One request again, while nobody can add to its log."""
    with transaction.atomic():
        log = RequestLog.objects.select_for_update().filter(pk=number).first()
        events = list(stored_events(request_id=number))
        name = name_of(number)
        found = [f"{name}{fault}" for fault in faults(log, events)]
    yield from found


def name_of(number: int) -> str:
    request = ServiceRequest.objects.without_content().filter(pk=number).first()
    return _("诉求 %(name)s：") % {"name": request.reference if request else f"#{number}"}


def faults(log: RequestLog | None, events: list[RequestEvent]) -> Problems:
    previous, expected = START, 1
    anonymised = max((e.position for e in events if e.kind == Kind.ANONYMISED), default=0)
    for event in events:
        if event.position != expected:
            yield _("第 %(first)d 条起缺了 %(count)d 条") % {
                "first": expected,
                "count": event.position - expected,
            }
        yield from event_faults(event, previous, may_be_wordless=event.position < anonymised)
        previous, expected = event.digest, event.position + 1
    yield from head_faults(log, previous, expected - 1)


def event_faults(event: RequestEvent, previous: str, may_be_wordless: bool) -> Problems:
    place = {"position": event.position}
    if not is_same(event.digest, event_digest(event, previous)):
        yield _("第 %(position)d 条被改过、换过位置，或者是插进来的") % place
    try:
        words = unseal(vars(event)["sealed"])
    except Unreadable:
        yield _("第 %(position)d 条的话解不开") % place
        return
    purged = may_be_wordless and not words and not event.salt
    if not purged and not is_same(event.words_digest, words_digest(event.salt, words)):
        yield _("第 %(position)d 条的话被改过") % place


def head_faults(log: RequestLog | None, digest: str, length: int) -> Problems:
    if log is None:
        yield _("这些日志不是程序写的：没有记下这件诉求")
        return
    if not is_same(log.seal, head_seal(log)):
        yield _("日志的结尾被改过")
    if log.purged_at and length:
        yield _("已经清除的诉求又有了日志")
    elif not log.purged_at and (length < log.length):
        yield _("末尾缺了 %(count)d 条") % {"count": log.length - length}
    elif not log.purged_at and (length > log.length or digest != log.digest):
        yield _("末尾多出来的，不是程序写的")


def without_a_log() -> Problems:
    """A request is never stored without its first event."""
    logged = RequestLog.objects.values("request_number")
    for request in ServiceRequest.objects.without_content().exclude(pk__in=logged).iterator():
        yield _("诉求 %(name)s：日志整个不见了") % {"name": request.reference}
