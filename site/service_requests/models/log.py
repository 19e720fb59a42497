import secrets
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from service_requests.encryption import Sealed, unseal
from service_requests.log_digests import START, anchor_digest, event_digest, head_seal, words_digest

AT_ONCE = 500  # heads in one anchor


class LogQuerySet(models.QuerySet):
    def append(self, events: Iterable):
        """Number new events of any logs and chain them, each to the one before it.

        To be called in the transaction that stores them: the head of each log is locked until
        it ends, so that two events of one log never follow the same one. Different logs do not
        wait for each other.
        """
        events = list(events)
        logs = self.locked({event.log_number for event in events})
        for event in events:
            logs[event.log_number].chain(event)
        for log in logs.values():
            log.save(update_fields=["length", "digest", "seal", "anchored_in"])

    def locked(self, numbers: set[int]) -> dict[int, Any]:
        found = {log.pk: log for log in self.lock(numbers)}
        if missing := numbers - found.keys():
            new: list[Any] = [self.model(pk=number) for number in sorted(missing)]
            self.bulk_create(new, ignore_conflicts=True)
            found |= {log.pk: log for log in self.lock(missing)}
        return found

    def lock(self, numbers: set[int]):
        """In one order for everybody, or two would wait for each other."""
        return self.select_for_update().filter(pk__in=numbers).order_by("pk")


class ChainedLog(models.Model):
    """Where one log ends: how many events it has, and the digest of the last. Its key is the
    number of what it is about, which it outlives. `seal` covers it, so that nobody shortens a log
    without the key. A log that its subject leaves behind `is_purged`: no event of it is there.
    """

    length = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, default=START)
    seal = models.CharField(max_length=64)
    anchored_in = models.PositiveIntegerField(null=True, db_index=True)

    objects = LogQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self):
        return f"{self.pk}: {self.length}"

    def chain(self, event):
        """The next event of this log; its words may be sealed already."""
        words = unseal(event.text) if isinstance(event.text, Sealed) else event.text
        self.length += 1
        event.position, event.salt = self.length, secrets.token_hex(16)
        event.words_digest = words_digest(event.salt, words)
        event.digest = self.digest = event_digest(event, self.digest)
        self.seal, self.anchored_in = head_seal(self), None

    @property
    def is_purged(self) -> bool:
        return False

    @property
    def end(self) -> list:
        """What its seal covers."""
        raise NotImplementedError

    @property
    def head(self) -> list:
        """What an anchor says of it: [number, length, digest, purged or not]."""
        return [self.pk, self.length, self.digest, self.is_purged]


class RequestLog(ChainedLog):
    """Of one request. What was purged leaves this row, with the day and the reason, and nothing
    about the person."""

    class PurgedFor(models.TextChoices):
        SPAM = "spam", _("垃圾到期")

    request_number = models.BigIntegerField(primary_key=True)
    purged_at = models.DateTimeField(null=True)
    purged_for = models.CharField(max_length=10, choices=PurgedFor, blank=True)

    def close(self, purged_for: str):
        """What stays when the request and its events are deleted. Locked by the caller."""
        self.purged_at, self.purged_for = timezone.now(), purged_for
        self.seal, self.anchored_in = head_seal(self), None
        self.save()

    @property
    def is_purged(self) -> bool:
        return self.purged_at is not None

    @property
    def end(self) -> list:
        return [self.request_number, self.length, self.digest, self.purged_at, self.purged_for]


class GatheringLog(ChainedLog):
    """Of the sign-ups for one gathering. Gatherings stay, and so do the events of their logs."""

    gathering_number = models.BigIntegerField(primary_key=True)

    @property
    def end(self) -> list:
        return ["gathering", self.gathering_number, self.length, self.digest]


class LogAnchor(models.Model):
    """Where all logs ended at one moment, chained to the anchor before it.

    A log that loses its last events, or vanishes whole, contradicts the anchors it stands in.
    """

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    heads = models.JSONField()  # of requests
    gathering_heads = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.number} {self.digest}"


def anchor_logs() -> int:
    """Anchor every log that changed since its last anchor; the worker does it each minute."""
    anchored = 0
    while any(
        logs.objects.filter(anchored_in=None).exists() for logs in (RequestLog, GatheringLog)
    ):
        anchored += anchor_some()
    return anchored


@transaction.atomic
def anchor_some() -> int:
    last = LogAnchor.objects.select_for_update().order_by("-number").first()
    requests, gatherings = changed(RequestLog), changed(GatheringLog)
    anchor = LogAnchor(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        heads=[log.head for log in requests],
        gathering_heads=[log.head for log in gatherings],
    )
    anchor.digest = anchor_digest(anchor, last.digest if last else START)
    anchor.save(force_insert=True)
    for logs, found in ((RequestLog, requests), (GatheringLog, gatherings)):
        keys = [log.pk for log in found]
        logs.objects.filter(pk__in=keys).update(anchored_in=anchor.number)
    return len(requests) + len(gatherings)


def changed(logs) -> list[ChainedLog]:
    """Locked until the anchor is written, in the order in which everybody locks them: requests
    before gatherings, each by their numbers."""
    found = logs.objects.select_for_update().filter(anchored_in=None)
    return list(found.order_by("pk")[:AT_ONCE])
