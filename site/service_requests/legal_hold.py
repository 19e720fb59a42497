"""保留: a request that must not be purged or erased, because a court, an authority or a dispute
needs it. A supervisor sets and lifts it, with a reason that stays in the log."""

from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.access import Staff
from service_requests.encryption import seal
from service_requests.handling import Kind, Refused, locked, log, require


def hold(pk: int, by: Staff, version: int, reason: str):
    """Raises Refused, Stale or NotAllowed, as all steps do."""
    set_hold(pk, by, version, ("hold", reason))


def release(pk: int, by: Staff, version: int, reason: str):
    set_hold(pk, by, version, ("release", reason))


def set_hold(pk: int, by: Staff, version: int, step: tuple[str, str]):
    action, reason = step
    if not reason:
        raise Refused(_("写明为什么，会记进办理日志。"))
    words, holds = seal(reason), action == "hold"
    with locked(pk, version) as request:
        require(by, action, request)
        if bool(request.held_at) == holds:
            raise Refused(_("已经是这样了，什么都没有改。"))
        request.held_at = timezone.now() if holds else None
        request.save(update_fields=["held_at"])
        log(request, by, Kind.HELD if holds else Kind.RELEASED, text=words)
