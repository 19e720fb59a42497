"""Walks the anchors: each follows the one before it, and no log is shorter than they say."""

from collections.abc import Iterator

from django.db.models import Max
from django.utils.translation import gettext as _

from service_requests.log_digests import START, anchor_digest, is_same
from service_requests.log_verification import Problems, Sort, name_of
from service_requests.models import (
    GatheringEvent,
    GatheringLog,
    LogAnchor,
    RequestEvent,
    RequestLog,
)
from service_requests.models.log import ChainedLog

AT_ONCE = 100


def verify_anchors() -> Problems:
    # What is anchored while we walk is left to the next walk.
    last_anchored = max(newest_anchor(logs) for logs in (RequestLog, GatheringLog))
    previous, expected = START, 1
    for anchor in LogAnchor.objects.order_by("number").iterator(AT_ONCE):
        if anchor.number != expected:
            yield _("第 %(first)d 到 %(last)d 号锚点不见了") % {
                "first": expected,
                "last": anchor.number - 1,
            }
        if not is_same(anchor.digest, anchor_digest(anchor, previous)):
            yield _("第 %(number)d 号锚点被改过，或者是插进来的") % {"number": anchor.number}
        yield from heads_gone(RequestEvent, anchor.heads, anchor)
        yield from heads_gone(GatheringEvent, anchor.gathering_heads, anchor)
        previous, expected = anchor.digest, anchor.number + 1
    if last_anchored >= expected:
        yield _("第 %(first)d 号起的锚点不见了") % {"first": expected}


def newest_anchor(logs: type[ChainedLog]) -> int:
    return logs.objects.aggregate(last=Max("anchored_in"))["last"] or 0


def heads_gone(sort: Sort, heads: list, anchor: LogAnchor) -> Problems:
    """Logs that once ended where they no longer pass."""
    logs = sort.log_class.objects.in_bulk([head[0] for head in heads])
    there = digests_at(sort, heads, logs)
    for number, length, digest, purged in heads:
        log = logs.get(number)
        is_purged = log is not None and log.is_purged and log.length >= length
        if not is_purged and (purged or (number, length, digest) not in there):
            yield _("%(name)s和第 %(anchor)d 号锚点对不上：那时候有 %(length)d 条") % {
                "name": name_of(sort, number),
                "anchor": anchor.number,
                "length": length,
            }


def digests_at(sort: Sort, heads: list, logs: dict) -> set[tuple[int, int, str]]:
    """(number, position, digest) of the events that the anchor's heads are about."""
    positions = {(number, length) for number, length, _digest, _purged in heads}
    events = sort._base_manager.filter(
        **{f"{sort.subject}__in": list(logs)},
        position__in={length for _number, length in positions},
    )
    found: Iterator[tuple[int, int, str]] = events.values_list(
        sort.subject, "position", "digest"
    ).iterator()
    return {each for each in found if each[:2] in positions}


def missing_anchor(expected: str) -> str:
    """What is wrong with `NUMBER:DIGEST`, written down at an earlier verification, if anything."""
    number, _colon, digest = expected.partition(":")
    there = (
        LogAnchor.objects.filter(number=number or 0, digest=digest) if number.isdigit() else None
    )
    if there is not None and there.exists():
        return ""
    return _("上次抄下的锚点 %(anchor)s 不在了：它以后的日志都不可信") % {"anchor": expected[:90]}


def last_anchor() -> str:
    anchor = LogAnchor.objects.order_by("-number").first()
    return f"{anchor.number}:{anchor.digest}" if anchor else ""
