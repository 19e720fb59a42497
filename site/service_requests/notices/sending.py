"""One pass over the outbox: plan what is new, try what is due, note how each try ended."""

import logging
from collections import Counter
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.models import Delivery
from service_requests.notices import mail, robots, sms
from service_requests.notices.claims import (
    claim,
    finish,
    hold_the_line,
    open_the_line,
    pause,
)
from service_requests.notices.faults import Later, LineDown, Never, NotNeeded, NotSent
from service_requests.notices.plan import plan_waiting

logger = logging.getLogger(__name__)

State, Route = Delivery.State, Delivery.Route
AT_ONCE = 200
SENDERS: dict[str, Callable[[Delivery], None]] = {
    Route.SMS: sms.send,
    Route.MAIL: mail.send,
    Route.WEBHOOK: robots.send,
}


def send_due(running: Callable[[], bool] = lambda: True) -> Counter[str]:
    """How many deliveries came to which state; "planned" counts the rows that were new."""
    outcome: Counter[str] = Counter(planned=plan_waiting())
    due = Delivery.objects.due().order_by("due_at", "pk").values_list("pk", flat=True)
    for pk in list(due[:AT_ONCE]):
        if not running():
            break
        # None: another process has it, or its line went down while we were on our way to it.
        if delivery := claim(pk):
            outcome[try_once(delivery)] += 1
    return outcome


def try_once(delivery: Delivery) -> str:
    """Send it; the state that it came to."""
    fault = fault_of(delivery)
    if fault is None:
        open_the_line(delivery)
        finish(delivery, State.SENT, sent_at=timezone.now(), problem="", line_down=False)
        return State.SENT
    logger.warning(
        "notice %s by %s, try %s: %s",
        delivery.pk,
        delivery.route,
        delivery.tries,
        type(fault).__name__,
    )
    if isinstance(fault, LineDown):
        hold_the_line(delivery)
    state = state_after(fault, delivery)
    finish(
        delivery,
        state,
        due_at=timezone.now() + pause(delivery),
        problem=fault.problem,
        line_down=isinstance(fault, LineDown),
        uncertain=delivery.uncertain or fault.uncertain,
    )
    return state


def fault_of(delivery: Delivery) -> NotSent | None:
    """None when it went out. A fault of the program is one of this delivery's: its text, which
    could quote anything, is neither kept nor logged."""
    if delivery.tries > delivery.last_try:
        return Never(_("每次发到一半就断了"))
    try:
        SENDERS[delivery.route](delivery)
    except NotSent as fault:
        return fault
    except Exception as error:
        logger.error("notice %s: %s at %s", delivery.pk, type(error).__name__, place_of(error))
        return Later(_("程序出了错（%s）") % type(error).__name__, uncertain=True)
    return None


def state_after(fault: NotSent, delivery: Delivery) -> str:
    if isinstance(fault, NotNeeded):
        return State.SET_ASIDE
    tried_enough = isinstance(fault, Never) or delivery.tries >= delivery.last_try
    return State.DEAD if tried_enough else State.WAITING


def place_of(error: BaseException) -> str:
    """The file and line where it was raised."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
