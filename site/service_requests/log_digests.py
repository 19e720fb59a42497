"""What makes the log provable: keyed digests of events, of heads and of anchors.

The key comes from XINYU_LOG_KEY, which is neither the one that seals nor the one that looks up:
those are rotated, and the log must still be verified afterwards. Words are covered through a
salted digest of their plain text, so that sealing them again changes nothing, and so that what
is left once they and their salt are purged says nothing about them.
"""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from service_requests.encryption import derived

START = ""  # what the first event of a log follows


def keyed_digest(purpose: str, content: list[Any]) -> str:
    """Sixty-four hex digits over plain values: str, int, bool, None, datetime, lists of them."""
    words = json.dumps([purpose, *content], ensure_ascii=False, default=moment)
    return hmac.new(derived(settings.LOG_KEY, "log"), words.encode(), hashlib.sha256).hexdigest()


def moment(value: datetime) -> str:
    """The same for every time zone a database may give it back in."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def words_digest(salt: str, words: str) -> str:
    return keyed_digest("words", [salt, words])


def event_digest(event, previous: str) -> str:
    """Covers everything about an event that nobody may change, and what it follows."""
    return keyed_digest("event", [*event.content, previous])


def head_seal(log) -> str:
    return keyed_digest("head", log.end)


def anchor_digest(anchor, previous: str) -> str:
    content = [anchor.number, anchor.at, anchor.heads, anchor.gathering_heads, previous]
    return keyed_digest("anchor", content)


def is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
