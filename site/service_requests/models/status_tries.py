from datetime import timedelta

from django.db import models
from django.utils import timezone

from service_requests.encryption import lookup_digest

TRIES = 10
CLOSED_FOR = timedelta(hours=1)


class StatusTriesQuerySet(models.QuerySet):
    def past(self):
        """Those whose hour is over, and which count for nothing any more."""
        return self.filter(hour_began__lte=timezone.now() - CLOSED_FOR)


class StatusTries(models.Model):
    """How often somebody asked after one reference and was wrong, in the hour since the first.

    In the database, because every server process must count the same tries. The reference, real
    or invented, is here as a keyed digest only.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    hour_began = models.DateTimeField(db_index=True)
    count = models.PositiveSmallIntegerField(default=0)

    objects = StatusTriesQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.digest[:8]} {self.count}"

    @staticmethod
    def digest_of(reference: str) -> str:
        """Apart from the digests of phone numbers, which the same key makes."""
        return lookup_digest("status " + reference)

    @property
    def is_past(self) -> bool:
        return self.hour_began <= timezone.now() - CLOSED_FOR
