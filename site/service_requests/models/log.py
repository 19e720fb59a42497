import secrets
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from service_requests.encryption import Sealed, unseal
from service_requests.log_digests import START, anchor_digest, event_digest, head_seal, words_digest

AT_ONCE = 500  # heads in one anchor


class RequestLogQuerySet(models.QuerySet):
    def append(self, events: Iterable):
        """Number new events of any requests and chain them, each to the one before it.

        To be called in the transaction that stores them: the head of each log is locked until
        it ends, so that two events of one request never follow the same one. Logs of different
        requests do not wait for each other.
        """
        events = list(events)
        logs = self.locked({event.request_id for event in events})
        for event in events:
            logs[event.request_id].chain(event)
        for log in logs.values():
            log.save(update_fields=["length", "digest", "seal", "anchored_in"])

    def locked(self, numbers: set[int]) -> dict[int, "RequestLog"]:
        found = {log.pk: log for log in self.lock(numbers)}
        if missing := numbers - found.keys():
            new: list[Any] = [RequestLog(request_number=number) for number in sorted(missing)]
            self.bulk_create(new, ignore_conflicts=True)
            found |= {log.pk: log for log in self.lock(missing)}
        return found

    def lock(self, numbers: set[int]):
        """In one order for everybody, or two would wait for each other."""
        return self.select_for_update().filter(pk__in=numbers).order_by("pk")


class RequestLog(models.Model):
    """Where the log of one request ends: how many events it has, and the digest of the last.

    It outlives the request: what was purged leaves this row, with the day and the reason, and
    nothing about the person. `seal` covers it, so that nobody shortens a log without the key.
    """

    class PurgedFor(models.TextChoices):
        SPAM = "spam", _("垃圾到期")

    request_number = models.BigIntegerField(primary_key=True)
    length = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, default=START)
    seal = models.CharField(max_length=64)
    purged_at = models.DateTimeField(null=True)
    purged_for = models.CharField(max_length=10, choices=PurgedFor, blank=True)
    anchored_in = models.PositiveIntegerField(null=True, db_index=True)

    objects = RequestLogQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.request_number}: {self.length}"

    def chain(self, event):
        """The next event of this log; its words may be sealed already."""
        words = unseal(event.text) if isinstance(event.text, Sealed) else event.text
        self.length += 1
        event.position, event.salt = self.length, secrets.token_hex(16)
        event.words_digest = words_digest(event.salt, words)
        event.digest = self.digest = event_digest(event, self.digest)
        self.seal, self.anchored_in = head_seal(self), None

    def close(self, purged_for: str):
        """What stays when the request and its events are deleted. Locked by the caller."""
        self.purged_at, self.purged_for = timezone.now(), purged_for
        self.seal, self.anchored_in = head_seal(self), None
        self.save()

    @property
    def head(self) -> list:
        """What an anchor says of it: [request, length, digest, purged or not]."""
        return [self.request_number, self.length, self.digest, self.purged_at is not None]


class LogAnchor(models.Model):
    """Where all logs ended at one moment, chained to the anchor before it.

    A log that loses its last events, or vanishes whole, contradicts the anchors it stands in.
    """

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    heads = models.JSONField()
    digest = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.number} {self.digest}"


def anchor_logs() -> int:
    """Anchor every log that changed since its last anchor; the worker does it each minute."""
    anchored = 0
    while RequestLog.objects.filter(anchored_in=None).exists():
        anchored += anchor_some()
    return anchored


@transaction.atomic
def anchor_some() -> int:
    last = LogAnchor.objects.select_for_update().order_by("-number").first()
    logs = list(RequestLog.objects.select_for_update().filter(anchored_in=None)[:AT_ONCE])
    anchor = LogAnchor(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        heads=[log.head for log in logs],
    )
    anchor.digest = anchor_digest(anchor, last.digest if last else START)
    anchor.save(force_insert=True)
    RequestLog.objects.filter(pk__in=[log.pk for log in logs]).update(anchored_in=anchor.number)
    return len(logs)
