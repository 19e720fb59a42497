"""Requests whose time is over: spam is deleted, the others lose whoever sent them, and photos of
identity papers go before that.

One request is one short transaction, in which it is looked at once more: it may have been
reopened or held meanwhile. Killed at any point, what is done is done and the rest is found again.
"""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from service_requests.anonymising import anonymise, delete_id_photos, delete_spam, forget_notices
from service_requests.models.request import RequestQuerySet
from service_requests.retention import past_id_photos, past_identity, past_spam

A_MINUTE = 100  # requests; the worker has other things to do as well
AT_ONCE = 500


def purge_some():
    """The worker calls this every minute."""
    purge(limit=A_MINUTE)


def purge(limit: int | None = None, tell: Callable[[int], None] = lambda done: None) -> dict:
    """{"spam": deleted, "identity": anonymised, "id_photos": requests that lost theirs}"""
    done = {"spam": 0, "identity": 0, "id_photos": 0}
    for kind, due, remove in (
        ("spam", past_spam, delete_spam),
        ("identity", past_identity, remove_identity),
        ("id_photos", past_id_photos, delete_id_photos),
    ):
        for batch in batches(due(), limit):
            if kind != "id_photos":
                forget_notices(batch)
            for pk in batch:
                done[kind] += remove(pk, due())
                tell(sum(done.values()))
    return done


def counts() -> dict[str, int]:
    """What `purge` would do now."""
    return {
        "spam": past_spam().count(),
        "identity": past_identity().count(),
        "id_photos": past_id_photos().count(),
    }


def remove_identity(pk: int, among: RequestQuerySet) -> bool:
    return anonymise(pk, among, why=_("过了保存期限"), by="")


def batches(due: RequestQuerySet, limit: int | None) -> Iterator[list[int]]:
    """Their keys, each once and in order."""
    last, left = 0, limit
    while left is None or left > 0:
        found = due.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
        batch = list(found[: AT_ONCE if left is None else min(left, AT_ONCE)])
        if not batch:
            return
        yield batch
        last, left = batch[-1], None if left is None else left - len(batch)
