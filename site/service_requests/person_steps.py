"""What the person who asked does with their request afterwards: withdraw it, write to the case
worker, say how it was.

A step sent twice is one step. Which states allow what stands in states.PERSON_STEPS. Of a
request set aside as spam nobody is told.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.encryption import seal
from service_requests.handling import Refused, locked, log, move
from service_requests.models import Feedback, OutboxMessage, RequestEvent, ServiceRequest
from service_requests.states import PERSON_STEPS, State
from service_requests.submission import notify

Kind = RequestEvent.Kind
MOST_MESSAGES = 5  # in a day
DAY = timedelta(days=1)


class Again(Exception):
    """The step was made before: nothing is to be written, and nothing is wrong."""


def withdraw(pk: int):
    """Raises Refused with words for the person, as all steps do, and Again."""
    no_words = seal("")
    with locked(pk, None) as request:
        if request.state == State.WITHDRAWN:
            raise Again
        require("withdraw", request)
        tell_staff = request.state != State.SPAM
        move(request, State.WITHDRAWN)
        log(request, None, Kind.STATE, text=no_words, state=request.state)
        if tell_staff:
            notify(OutboxMessage.Channel.STAFF, "withdrawn", request.reference)


def leave_message(pk: int, words: str):
    sealed = seal(words)
    with locked(pk, None) as request:
        require("message", request)
        earlier = request.events.filter(kind=Kind.MESSAGE)
        last = earlier.last()
        if last and last.text == words:
            raise Again
        if earlier.filter(at__gt=timezone.now() - DAY).count() >= MOST_MESSAGES:
            raise Refused(_("一天最多留五次话。急的话打电话来。"))
        log(request, None, Kind.MESSAGE, text=sealed, visible=True)
        if request.state != State.SPAM:
            notify(OutboxMessage.Channel.STAFF, "message", request.reference)


def rate(pk: int, score: int, words: str):
    sealed, no_words = seal(words), seal("")
    with locked(pk, None) as request:
        if Feedback.objects.filter(request=request).exists():
            raise Again
        require("rate", request)
        Feedback.objects.create(request=request, score=score, words=sealed, at=timezone.now())
        log(request, None, Kind.RATED, text=no_words)


def require(step: str, request: ServiceRequest):
    if request.state not in PERSON_STEPS[step]:
        raise Refused(_("现在不能这样做了。看看它走到哪一步了。"))
