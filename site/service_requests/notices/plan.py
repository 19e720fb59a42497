"""From a row of the outbox to its deliveries: decided once, in one transaction."""

import logging

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from service_requests.models import (
    Delivery,
    OutboxMessage,
    Registration,
    Representative,
    ServiceRequest,
)
from service_requests.notices.recipients import recipients, told_of, working_staff
from service_requests.notices.robots import robots
from service_requests.notices.sms import OFF
from service_requests.notices.wording import (
    FILED_FOR_YOU,
    FOR_ONE,
    OVERDUE,
    REPRESENTATIVE,
    SIGN_UP_TEXTS,
)

logger = logging.getLogger(__name__)

AT_ONCE = 200
Route = Delivery.Route


def plan_waiting() -> int:
    """Plan what nobody has planned yet; how many rows. One that fails stays for the next time."""
    planned = 0
    for message in OutboxMessage.objects.filter(planned_at=None).order_by("pk")[:AT_ONCE]:
        try:
            planned += plan(message)
        except Exception as error:
            logger.error("outbox row %s can't be planned: %s", message.pk, type(error).__name__)
    return planned


def plan(message: OutboxMessage) -> bool:
    """False when another worker was faster."""
    deliveries = deliveries_of(message)
    with transaction.atomic():
        unplanned = OutboxMessage.objects.filter(pk=message.pk, planned_at=None)
        if not unplanned.update(planned_at=timezone.now()):
            return False
        Delivery.objects.bulk_create(deliveries)
    return True


def deliveries_of(message: OutboxMessage) -> list[Delivery]:
    if message.payload["event"] == OVERDUE:
        return reminders(message)
    reference = message.payload["reference"]
    if message.payload["event"] in SIGN_UP_TEXTS:
        return sign_up_sms(message)
    request = ServiceRequest.objects.without_content().filter(reference=reference).first()
    if request is None:
        return []
    if message.channel == OutboxMessage.Channel.APPLICANT:
        return by_sms(message, request)
    return to_staff(message, request)


def to_staff(message: OutboxMessage, request: ServiceRequest) -> list[Delivery]:
    event = message.payload["event"]
    groups = [] if event in FOR_ONE else robots()
    mails = [delivery(message, Route.MAIL, str(user.pk)) for user in told_of(event, request)]
    return mails + [delivery(message, Route.WEBHOOK, robot.mark) for robot in groups]


def by_sms(message: OutboxMessage, request: ServiceRequest) -> list[Delivery]:
    """One, unless one with the same words about the same request still waits."""
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING, route=Route.SMS)
    filed = Q(message__payload__event=FILED_FOR_YOU)
    same_words = filed if message.payload["event"] == FILED_FOR_YOU else ~filed
    there = waiting.filter(same_words, reference=request.reference)
    if settings.SMS_GATEWAY == OFF or there.exists():
        return []
    return [delivery(message, Route.SMS, who_is_told(message.payload["event"], request))]


def sign_up_sms(message: OutboxMessage) -> list[Delivery]:
    """To whoever signed up, unless the same news still waits for its first try: its words are
    chosen then, so that who is moved twice is told once, of the last date."""
    reference, event = message.payload["reference"], message.payload["event"]
    untried = Delivery.objects.filter(state=Delivery.State.WAITING, route=Route.SMS, tries=0)
    same = untried.filter(reference=reference, message__payload__event=event)
    there = Registration.objects.filter(reference=reference).exists()
    if settings.SMS_GATEWAY == OFF or not there or same.exists():
        return []
    return [delivery(message, Route.SMS)]


def who_is_told(event: str, request: ServiceRequest) -> str:
    """How it goes on hears whoever filed, as the form says; the person they filed for hears once
    that they did. "" is the person."""
    filed_by = Representative.objects.exclude(phone_lookup=request.phone_lookup)
    if event == FILED_FOR_YOU or not filed_by.filter(request=request).exists():
        return ""
    return REPRESENTATIVE


def reminders(message: OutboxMessage) -> list[Delivery]:
    """One mail for each person, with all that is overdue and theirs."""
    working = working_staff()
    theirs: dict[int, list[str]] = {}
    for request in ServiceRequest.objects.without_content().overdue().order_by("due_on", "pk"):
        for user in recipients(request, working):
            theirs.setdefault(user.pk, []).append(request.reference)
    return [
        delivery(message, Route.MAIL, str(user_id), references)
        for user_id, references in theirs.items()
    ]


def delivery(message, route: str, place: str = "", references: list[str] | None = None) -> Delivery:
    now = timezone.now()
    return Delivery(
        message=message,
        route=route,
        place=place,
        reference=message.payload.get("reference", ""),
        references=references or [],
        created_at=now,
        due_at=now,
    )
