"""保留: a sign-up that must not be purged or erased, because a court, an authority or a dispute
needs it. A supervisor sets and lifts it, with a reason that stays in the log."""

from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.access import Staff
from service_requests.encryption import seal
from service_requests.handling import Refused
from service_requests.models import GatheringEvent, Registration
from service_requests.sign_up.log import write_down
from service_requests.sign_up.places import locked

Kind = GatheringEvent.Kind


def set_hold(found: Registration, by: Staff, holds: bool, reason: str):
    """Raises Refused."""
    if not reason:
        raise Refused(_("写明为什么，会记进报名日志。"))
    words = seal(reason)
    with locked(found.gathering_id) as gathering:
        same = Registration.objects.filter(pk=found.pk, held_at__isnull=holds)
        if not same.update(held_at=timezone.now() if holds else None):
            raise Refused(_("已经是这样了，什么都没有改。"))
        write_down(gathering, Kind.HELD if holds else Kind.RELEASED, by, found, words)
