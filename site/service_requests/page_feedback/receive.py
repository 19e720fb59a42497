"""Stores what a reader wrote, once, sealed before the write. What looks sent by a machine is set
aside for editors to look at, as with requests."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from pages.publishing import Facts
from service_requests.encryption import seal
from service_requests.models import PageCorrection
from service_requests.page_feedback.slips import Slip

HOUR = timedelta(hours=1)
MOST_OF_A_PAGE = 10  # an hour
MOST_ASIDE = 2000  # set aside and not yet purged: a flood fills no disk

State = PageCorrection.State


class Full(Exception):
    """So much is set aside that nothing more is taken in that would have to be."""


def receive(page: Facts, slip: Slip, text: str, trapped: bool) -> PageCorrection:
    doubt = suspicion(page["id"], slip, trapped)
    if doubt and PageCorrection.objects.filter(state=State.SPAM).count() >= MOST_ASIDE:
        raise Full
    correction, _made = PageCorrection.objects.defer("words").get_or_create(
        id=UUID(slip.id),
        defaults={
            "page_id": page["id"],
            "page_title": page["title"],
            "page_url": page["url"],
            "read_version": slip.version_day,
            "words": seal(text),
            "state": State.SPAM if doubt else State.NEW,
            "doubt": doubt,
            "sent_at": timezone.now(),
        },
    )
    return correction


def suspicion(page_id: int, slip: Slip, trapped: bool) -> str:
    """Why it is to be set aside, in words for editors; "" where nothing speaks against it."""
    now = timezone.now()
    if trapped:
        return _("填了人看不见的那一格")
    if now - slip.given_at < timedelta(seconds=settings.FASTEST_SEND):
        return _("打开不到 %d 秒就送出了") % settings.FASTEST_SEND
    lately = PageCorrection.objects.filter(sent_at__gt=now - HOUR)
    if lately.filter(page=page_id).count() >= MOST_OF_A_PAGE:
        return _("这一页一小时里收得太多")
    if lately.exclude(state=State.SPAM).count() >= settings.REQUESTS_PER_HOUR:
        return _("一小时里收得太多")
    return ""
