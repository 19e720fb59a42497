"""What has passed its time goes by itself; the worker calls this every minute."""

from django.utils import timezone

from service_requests.models import Draft, RequestExport, StatusTries


def purge_expired() -> dict[str, int]:
    """Delete drafts past their day, tries past their hour and records of exports past their years;
    {"drafts", "tries", "exports"} says how many.

    A sent draft is only the key that stops a second request. It may go with the others: a draft
    can be sent for two hours, and after its day nothing finds it, so nothing is sent twice.
    """
    drafts, _kinds = Draft.objects.filter(expires_at__lte=timezone.now()).delete()
    tries, _kinds = StatusTries.objects.past().delete()
    exports, _kinds = RequestExport.objects.past().delete()
    return {"drafts": drafts, "tries": tries, "exports": exports}
