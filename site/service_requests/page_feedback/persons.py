"""What somebody wrote at the foot of a page, for when they ask after their own.

Corrections carry no number to look them up by: what may hold it is opened, one by one. They are
few, for none is older than its retention.
"""

import re
from typing import Any

from django.utils import timezone
from wagtail.log_actions import log

from service_requests.models import PageCorrection
from service_requests.page_feedback.log_actions import COPIED, ERASED

BETWEEN_DIGITS = re.compile(r"(?<=\d)[ -](?=\d)")


def corrections_with(phone: str) -> list[PageCorrection]:
    rows = PageCorrection.objects.order_by("sent_at", "pk").iterator()
    return [each for each in rows if phone in BETWEEN_DIGITS.sub("", each.words)]


def record(found: PageCorrection) -> dict[str, Any]:
    moment = timezone.localtime(found.sent_at).strftime("%Y-%m-%d %H:%M")
    return {"title": found.page_title, "rows": [(moment, found.words)]}


def write_down_copy(found: PageCorrection, by: str):
    log(found, COPIED, data={"by": by})


def erase(found: PageCorrection, by: str) -> str:
    """Whole; the title of the page it was about."""
    log(found, ERASED, data={"by": by}, deleted=True)
    found.delete()
    return found.page_title
