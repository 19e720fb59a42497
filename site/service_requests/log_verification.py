"""Walks the whole log and says what does not match: changed, removed, inserted, reordered.

Reads in streams, so that memory stays flat; people go on working meanwhile. What looks wrong in
the stream is looked at once more with its log locked, because a new event may have come between
the reading of a log and of its events.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from service_requests.encryption import Unreadable, unseal
from service_requests.fields import ciphertext
from service_requests.log_digests import START, event_digest, head_seal, is_same, words_digest
from service_requests.models import (
    Gathering,
    GatheringEvent,
    RequestEvent,
    ServiceRequest,
)
from service_requests.models.chained_event import ChainedEvent
from service_requests.models.log import ChainedLog

Problems = Iterator[str]
Tell = Callable[[int], None]
Sort = type[ChainedEvent]  # which of the two: of requests, or of gatherings
AT_ONCE = 1000


def verify_logs(tell: Tell) -> Problems:
    """Every log with its events; `tell` is given the number of events after each thousand."""
    for sort in (RequestEvent, GatheringEvent):
        for number, log, events in side_by_side(sort, tell):
            if list(faults(log, events)):
                yield from certain_faults(sort, number)
    yield from without_a_log()


def side_by_side(
    sort: Sort, tell: Tell
) -> Iterator[tuple[int, ChainedLog | None, list[ChainedEvent]]]:
    """(number, its log if there is one, its events) in the order of numbers."""
    logs = sort.log_class.objects.order_by("pk").iterator(AT_ONCE)
    log = next(logs, None)
    for number, events in groupby(
        counted(stored_events(sort), tell), lambda event: event.log_number
    ):
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


def stored_events(sort: Sort, number: int | None = None) -> Iterable[ChainedEvent]:
    """With their words still sealed: one that can't be opened must not end the walk."""
    found = sort._base_manager.all() if number is None else of_log(sort, number)
    sealed = found.defer("text").annotate(sealed=ciphertext("text"))
    return sealed.order_by(sort.subject, "position", "pk").iterator(AT_ONCE)


def of_log(sort: Sort, number: int):
    return sort._base_manager.filter(**{sort.subject: number})


def counted(events: Iterable[ChainedEvent], tell: Tell) -> Iterator[ChainedEvent]:
    number = 0
    for number, event in enumerate(events, start=1):
        yield event
        if number % AT_ONCE == 0:
            tell(number)
    if number % AT_ONCE:
        tell(number)


def certain_faults(sort: Sort, number: int) -> Problems:
    """One log again, while nobody can add to it."""
    with transaction.atomic():
        log = sort.log_class.objects.select_for_update().filter(pk=number).first()
        events = list(stored_events(sort, number))
        name = name_of(sort, number)
        found = [f"{name}{fault}" for fault in faults(log, events)]
    yield from found


def name_of(sort: Sort, number: int) -> str:
    if sort is GatheringEvent:
        gathering = Gathering.objects.filter(pk=number).first()
        return _("活动报名 %(name)s：") % {"name": gathering or f"#{number}"}
    request = ServiceRequest.objects.without_content().filter(pk=number).first()
    return _("诉求 %(name)s：") % {"name": request.reference if request else f"#{number}"}


def faults(log: ChainedLog | None, events: list[ChainedEvent]) -> Problems:
    previous, expected = START, 1
    forgetting = [event for event in events if event.forgets(event)]
    for event in events:
        if event.position != expected:
            yield _("第 %(first)d 条起缺了 %(count)d 条") % {
                "first": expected,
                "count": event.position - expected,
            }
        later = (each for each in forgetting if each.position > event.position)
        yield from event_faults(event, previous, any(each.forgets(event) for each in later))
        previous, expected = event.digest, event.position + 1
    yield from head_faults(log, previous, expected - 1)


def event_faults(event: ChainedEvent, previous: str, may_be_wordless: bool) -> Problems:
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


def head_faults(log: ChainedLog | None, digest: str, length: int) -> Problems:
    if log is None:
        yield _("这些日志不是程序写的：没有记下这件诉求")
        return
    if not is_same(log.seal, head_seal(log)):
        yield _("日志的结尾被改过")
    if log.is_purged and length:
        yield _("已经清除的诉求又有了日志")
    elif not log.is_purged and (length < log.length):
        yield _("末尾缺了 %(count)d 条") % {"count": log.length - length}
    elif not log.is_purged and (length > log.length or digest != log.digest):
        yield _("末尾多出来的，不是程序写的")


def without_a_log() -> Problems:
    """Neither a request nor a sign-up is ever stored without its first event."""
    requests = ServiceRequest.objects.without_content()
    gatherings = Gathering.objects.exclude(registrations=None).distinct()
    for sort, found in ((RequestEvent, requests), (GatheringEvent, gatherings)):
        logged: Any = sort.log_class.objects.values("pk")
        for number in found.exclude(pk__in=logged).values_list("pk", flat=True).iterator():
            yield name_of(sort, number) + _("日志整个不见了")
