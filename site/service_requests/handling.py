"""What staff do with a request: take it, move it on, write about it, read it.

Each step is one short transaction that locks the row, compares the version the person saw with
the one there is, changes, and leaves an event. Words are sealed before it opens.
"""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pages.models import StationPage
from service_requests.access import Staff
from service_requests.encryption import seal
from service_requests.models import OutboxMessage, RequestEvent, ServiceRequest
from service_requests.states import ACTIONS, FINAL, OPEN, State
from service_requests.submission import notify
from service_requests.working_days import add_working_days, working_days_between

Kind = RequestEvent.Kind
READ_AGAIN_AFTER = timedelta(minutes=10)
USUAL_DAYS = 5
CHANGED_BY_STEPS = [
    "state",
    "station",
    "station_name",
    "assignee",
    "handover_to",
    "duplicate_of",
    "outcome",
    "version",
    "due_on",
    "paused_on",
    "closed_at",
]


class Refused(Exception):
    """The step was not made; the message says why, for the person who tried."""


class Stale(Refused):
    """Somebody else changed the request since the form was shown."""


class NotAllowed(Refused):
    """This person may not do this, or not in this state."""


def take(pk: int, by: Staff, version: int):
    """Become the one responsible. Raises Stale or NotAllowed, as all steps do."""
    text = seal("")
    with locked(pk, version) as request:
        action = "take" if by.may("take", request) else "take_over"
        require(by, action, request)
        request.assignee = by.user
        settle(request, by)
        move(request, ACTIONS[action].target)
        log(request, by, Kind.TAKEN, text=text, state=request.state)


def settle(request: ServiceRequest, assignee: Staff):
    """A request without a station goes to the assignee's, where they have exactly one: else
    nobody but them and the centre's supervisor would see it."""
    if request.station_id is None and len(assignee.stations) == 1:
        request.station = StationPage.objects.get(pk=min(assignee.stations))
        request.station_name = request.station.title


def change_state(pk: int, by: Staff, version: int, step: tuple[str, str]):
    """Make a step of the table: (action, words). Words, if any, are for the applicant to read."""
    action, words = step
    sealed = seal(words)
    with locked(pk, version) as request:
        if action not in by.state_changes(request):
            raise NotAllowed(_("现在不能这样改。看看它走到哪一步了。"))
        if ACTIONS[action].must_explain and not words:
            raise Refused(_("“%s”要写明原因或内容，申请人会看到。") % ACTIONS[action].label)
        move(request, ACTIONS[action].target)
        log(request, by, Kind.STATE, text=sealed, state=request.state, visible=bool(words))
        announce(request)


def announce(request: ServiceRequest):
    """Tell the applicant of the new state; of what comes back to the inbox, tell the staff."""
    if request.state == State.SPAM:
        return
    channel = OutboxMessage.Channel
    to = channel.STAFF if request.state == State.SUBMITTED else channel.APPLICANT
    notify(to, request.state, request.reference)


def add_note(pk: int, by: Staff, version: int, words: str):
    """Words for colleagues only."""
    write_words(pk, by, version, (Kind.NOTE, "note", words))


def reply(pk: int, by: Staff, version: int, words: str):
    """Words that the status page shows; the state stays."""
    write_words(pk, by, version, (Kind.REPLY, "reply", words))


def write_words(pk: int, by: Staff, version: int, message: tuple[str, str, str]):
    kind, action, words = message
    if not words:
        raise Refused(_("还没写内容。"))
    sealed = seal(words)
    with locked(pk, version) as request:
        require(by, action, request)
        log(request, by, kind, text=sealed, visible=kind == Kind.REPLY)
        if kind == Kind.REPLY:
            notify(OutboxMessage.Channel.APPLICANT, "reply", request.reference)


def record_reveal(request: ServiceRequest, by: Staff, key: str):
    """Write down which ID number was looked at in full, before it is shown."""
    if not by.may("reveal", request):
        raise NotAllowed(_("你不能看这个号码。"))
    labels = [a["label"] for a in request.answers if a["key"] == key and a["type"] == "id_number"]
    if not labels:
        raise NotAllowed(_("这里没有这个号码。"))
    sealed = seal(labels[0])
    with transaction.atomic():
        log(request, by, Kind.REVEAL, text=sealed, changes=False)


def record_reading(request: ServiceRequest, by: Staff):
    """Write down that somebody opened the request, at most once in ten minutes per person."""
    since = timezone.now() - READ_AGAIN_AFTER
    seen = RequestEvent.objects.filter(request=request, kind=Kind.READ, actor=by.user, at__gt=since)
    if not seen.exists():
        sealed = seal("")
        with transaction.atomic():
            log(request, by, Kind.READ, text=sealed, changes=False)


@contextmanager
def locked(pk: int, version: int | None):
    """The row, ours until the block ends; then its version goes up and it is saved. The person
    who asked saw no version (None): what they may do depends on the state alone."""
    with transaction.atomic():
        request = ServiceRequest.objects.without_content().select_for_update().get(pk=pk)
        if version not in {None, request.version}:
            raise Stale(_("在你写的时候，别人改过这件诉求，所以这次没有存。看看改了什么，再决定。"))
        if request.anonymised_at:
            raise NotAllowed(_("这件的身份已经去掉了，不能再改。"))
        request.version += 1
        yield request
        request.save(update_fields=CHANGED_BY_STEPS)


def require(by: Staff, action: str, request: ServiceRequest):
    if not by.may(action, request):
        raise NotAllowed(_("现在不能“%s”。看看它走到哪一步了。") % ACTIONS[action].label)


def move(request: ServiceRequest, target: State | None):
    """Change the state, with what follows for the clock."""
    if target is None:
        return
    today = timezone.localdate()
    if request.paused_on:
        waited = working_days_between(request.paused_on, today)
        request.due_on = add_working_days(request.due_on, waited)
    if target not in OPEN:
        request.handover_to = None
    if request.state == State.DUPLICATE:
        request.duplicate_of = None
    if target == State.REOPENED:
        request.outcome = ""
        days = request.service.days_to_answer if request.service else USUAL_DAYS
        request.due_on = add_working_days(today, days)
    request.paused_on = today if target == State.AWAITING_APPLICANT else None
    request.closed_at = timezone.now() if target in FINAL else None
    request.state = target


def log(request: ServiceRequest, by: Staff | None, kind: str, *, text, **more):
    """`by` is None for the person who asked. `more`: state (the new one), visible (to the
    applicant), changes (False for a reading)."""
    RequestEvent.objects.create(
        request=request,
        kind=kind,
        state=more.get("state", ""),
        actor=by.user if by else None,
        actor_name=(by.user.get_full_name() or by.user.get_username()) if by else "",
        at=timezone.now(),
        text=text,
        visible_to_applicant=more.get("visible", False),
        version=request.version if more.get("changes", True) else None,
    )


def changes_since(request: ServiceRequest, version: int) -> list[RequestEvent]:
    """What happened after the version that a refused save was based on, oldest first."""
    return list(request.events.filter(version__gt=version).defer("text"))
