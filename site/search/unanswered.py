"""Counts what was searched for and found nowhere, without keeping what one person typed.

A query is known by a keyed digest until `ENOUGH` searches asked for the same; only then are its
words written down, for editors to see. What looks like a number of somebody's, or is long
enough to be a sentence about somebody, is not counted at all.
"""

import re
from datetime import timedelta

from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac

from search.grams import fold
from search.models import UnansweredQuery

ENOUGH = 3
LONGEST, SHORTEST = 12, 2  # characters
MOST_SECRET = 2000  # rows that wait for enough; a flood of nonsense fills no disk
SECRET_DAYS, KEPT_DAYS = 7, 90
PRIVATE = re.compile(r"\d{4}|@")


def note_unanswered(query: str):
    text = " ".join(fold(query).split())
    if not SHORTEST <= len(text) <= LONGEST or PRIVATE.search(text):
        return
    digest = salted_hmac("search.unanswered", text, algorithm="sha256").hexdigest()
    if not counted(digest, text) and UnansweredQuery.objects.filter(text="").count() < MOST_SECRET:
        UnansweredQuery.objects.get_or_create(
            digest=digest, defaults={"last_on": timezone.localdate(), "count": 1}
        )


def counted(digest: str, text: str) -> bool:
    enough = When(count__gte=ENOUGH - 1, then=Value(text))
    return bool(
        UnansweredQuery.objects.filter(digest=digest).update(
            count=F("count") + 1,
            last_on=timezone.localdate(),
            text=Case(enough, default=F("text")),
        )
    )


def forget_old():
    """Called once a minute; deletes what is older than it may be."""
    today = timezone.localdate()
    for days, rows in (
        (SECRET_DAYS, UnansweredQuery.objects.filter(text="")),
        (KEPT_DAYS, UnansweredQuery.objects.exclude(text="")),
    ):
        old = rows.filter(last_on__lt=today - timedelta(days=days))
        if old.exists():  # asked first: on SQLite a delete waits for every other writer
            old.delete()
