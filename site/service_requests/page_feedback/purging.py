"""What readers wrote is deleted whole when its time is over, looked at or not; spam before that."""

from datetime import timedelta

from django.utils import timezone

from service_requests.models import PageCorrection, PageVotes, RetentionSettings

VOTES_DAYS = 400  # nobody's: so that a year can be compared with the one before


def purge_feedback() -> int:
    """The worker calls this every minute; how many corrections."""
    kept = RetentionSettings.load()
    spam = PageCorrection.objects.filter(state=PageCorrection.State.SPAM)
    deleted = 0
    for found, days in ((spam, kept.spam_days), (PageCorrection.objects, kept.correction_days)):
        deleted += delete_old(found.filter(sent_at__lte=timezone.now() - timedelta(days=days)))
    day = timezone.localdate() - timedelta(days=VOTES_DAYS)
    delete_old(PageVotes.objects.filter(day__lt=day))
    return deleted


def delete_old(rows) -> int:
    # Asked first: on SQLite a delete waits for every other writer.
    return rows.delete()[0] if rows.exists() else 0
