"""The slip that a reader's answer leaves behind: which page, which version, when, what was said.

Signed, so that the address of the thanks and the form below it need no row; its id is the key
that stores a correction once, however often it is sent.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

SALT = "service_requests.page_feedback"
GOOD_FOR = timedelta(hours=2)
YES, NO, WRONG, SENT = "yes", "no", "wrong", "sent"
ANSWERS = (YES, NO, WRONG)


@dataclass(frozen=True)
class Slip:
    page_id: int
    answer: str  # one of ANSWERS, or SENT once words came
    read_version: str  # ISO date of the page that was read, or ""
    id: str
    given_at: datetime

    @property
    def is_old(self) -> bool:
        return timezone.now() - self.given_at > GOOD_FOR

    @property
    def version_day(self) -> date | None:
        return date.fromisoformat(self.read_version) if self.read_version else None

    def token(self, answer: str = "") -> str:
        """For the same slip, with another answer where one is given."""
        told: list[Any] = [self.page_id, answer or self.answer, self.read_version, self.id]
        return signing.Signer(salt=SALT).sign_object([*told, int(self.given_at.timestamp())])


def new_slip(page_id: int, answer: str, read_version: str) -> Slip:
    return Slip(page_id, answer, iso_day(read_version), uuid.uuid4().hex, timezone.now())


def renewed(slip: Slip) -> Slip:
    """With two more hours to write; the id stays, and with it the once."""
    return Slip(slip.page_id, slip.answer, slip.read_version, slip.id, timezone.now())


def read_slip(token: str) -> Slip | None:
    """None if it is forged; how old it may be is for who reads it to say."""
    try:
        told = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    page_id, answer, read_version, key, given = told
    moment = datetime.fromtimestamp(given, tz=timezone.get_current_timezone())
    return Slip(page_id, answer, read_version, key, moment)


def iso_day(text: str) -> str:
    """A day that has been, as ISO; "" for anything else that a form may send."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return day.isoformat() if day <= timezone.localdate() else ""
