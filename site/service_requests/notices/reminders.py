"""Once on each working day, everyone is told which of their requests are overdue."""

from datetime import timedelta

from django.utils import timezone

from service_requests.models import OutboxMessage, ServiceRequest
from service_requests.notices.wording import OVERDUE
from service_requests.working_days import load_calendar

FROM_HOUR = 8
KEPT_FOR = timedelta(days=30)


def remind_of_overdue():
    """Called every minute; writes one row a day, whoever else calls it."""
    now = timezone.localtime()
    once = f"{OVERDUE} {now.date()}"
    reminders = OutboxMessage.objects.filter(payload__event=OVERDUE)
    if now.hour < FROM_HOUR or reminders.filter(once=once).exists():
        return
    if not ServiceRequest.objects.overdue().exists():
        return
    if not load_calendar().is_working_day(now.date()):
        return
    row = {
        "channel": OutboxMessage.Channel.STAFF,
        "payload": {"event": OVERDUE},
        "created_at": now,
    }
    OutboxMessage.objects.get_or_create(once=once, defaults=row)
    reminders.filter(created_at__lt=now - KEPT_FOR).delete()
