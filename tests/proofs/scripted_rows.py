"""Rows of every kind with payloads in every field, for `scripted_site`.

They are written past the forms, which would refuse much of it: whatever a row holds has to be
text wherever it is shown. A field that is too short for a payload goes without it.
"""

from datetime import date, timedelta
from uuid import uuid4

from django.contrib.auth.models import User
from django.utils import timezone

from pages.models import CalendarDay, ServiceLine, StationIndexPage
from service_requests import models
from service_requests.encryption import lookup_digest
from service_requests.notices.plan import plan_waiting
from service_requests.receipts import receipt_url
from service_requests.references import new_reference
from service_requests.submission import notify
from tests.factories import StationFactory
from tests.factories_papers import make_paper
from tests.factories_requests import make_request, make_service, post_to, user_in

AT_ONCE = 32  # payloads of one request
PHONE = "13700137000"
SLUG = "scripted-"
STATES = ["in_progress", "awaiting", "submitted", "answered", "closed"]


def fill_batch(place: int, batch: list[str]) -> dict:
    """One request that holds all of them, others for the columns of a list, and what staff and
    editors set up."""
    services, stations = pages(place, batch)
    worker = colleague(place, batch, stations[0])
    request = whole_request(place, batch, services[0], stations[0], worker)
    for text in batch:
        row_of_a_list(text)
        exported(text, worker)
    set_up(place, batch)
    undelivered(request, batch)
    signed_up(batch, worker)
    models.PageCorrection.objects.create(
        page_title=fitting(batch, 255)[0],
        page_url=f"/{SLUG}/",
        words=" ".join(batch),
        sent_at=timezone.now(),
    )
    return {
        "pk": request.pk,
        "reference": request.reference,
        "last_four": PHONE[-4:],
        "receipt": receipt_url(request.reference),
        "service": services[0].slug,
        "window": f"/admin/requests/window/{services[0].pk}/",
        "texts": batch,
    }


def fitting(batch: list[str], length: int) -> list[str]:
    """All that fit at all, as few texts as hold them."""
    texts = [""]
    for text in (each for each in batch if len(each) <= length):
        joined = f"{texts[-1]} {text}".strip()
        texts[-1:] = [joined] if len(joined) <= length else [texts[-1], text]
    return texts


def whole_request(place, batch, service, station, worker):
    joined, state = " ".join(batch), STATES[place % len(STATES)]
    request = make_request(
        service,
        name=joined,
        phone=PHONE,
        state=state,
        station=station,
        handover_to=station if state == "submitted" else None,
        assignee=None if state == "submitted" else worker,
        service_title=service.title,
        station_name=station.title,
        line_name=fitting(batch, 40)[0],
        answers=answers(batch),
        consent_text=fitting(batch, 300)[0],
        consent_version=fitting(batch, 20)[0],
        closed_at=timezone.now() if state == "closed" else None,
    )
    models.Representative.objects.create(
        request=request,
        relation=joined,
        name=joined,
        phone=joined,
        phone_lookup=lookup_digest(f"{PHONE}{place}"),
    )
    if place % 2:
        models.Feedback.objects.create(request=request, score=1, words=joined, at=timezone.now())
    beside(request, batch, worker)
    return request


def answers(batch: list[str]) -> list[dict]:
    """Each as the value of some type, and as the label of a question."""
    kinds = ["text", "long_text", "choice", "phone", "station", "id_number"]
    single = [
        {"key": f"f-{n}", "label": text, "type": kinds[n % len(kinds)], "value": text}
        for n, text in enumerate(batch)
    ]
    papers = [{"name": text, "words": text} for text in batch]
    return [
        *single,
        {"key": "f-several", "label": "几个", "type": "choices", "value": batch},
        {"key": "f-papers", "label": "材料", "type": "files", "value": papers},
    ]


def beside(request, batch, worker):
    """Rows of their own: papers, consents, what is missing, and words of every kind of event."""
    kinds = [kind for kind in models.RequestEvent.Kind if kind != "read"]
    now = timezone.now()
    for number, text in enumerate(batch):
        label = fitting([text], 60)[0]
        make_paper(request, label=label, name=text, added_by_name=text[:150], digest=text[:64])
        models.MissingItem.objects.create(request=request, text=text, asked_on=date(2026, 11, 20))
        models.Consent.objects.create(
            request=request, purpose="guardian", text=text, version="1", agreed_at=now
        )
        for kind, visible in ((kinds[number % len(kinds)], False), ("reply", True)):
            models.RequestEvent.objects.create(
                request=request,
                kind=kind,
                state=request.state if kind == "state" else "",
                actor=worker,
                actor_name=text[:150],
                at=now,
                text=text,
                visible_to_applicant=visible,
                version=1,
            )


def signed_up(batch: list[str], worker: User):
    """Two sign-ups for a gathering whose page is gone, one of them set aside."""
    starts = timezone.now() + timedelta(days=3)
    gathering = models.Gathering.objects.create(
        occasion=uuid4(),
        key=starts.date(),
        title=fitting(batch, 255)[0],
        venue=fitting(batch, 80)[0],
        starts_at=starts,
        ends_at=starts,
    )
    one_sign_up(gathering, batch, "suspect")
    logged(one_sign_up(gathering, batch, "confirmed"), batch, worker)


def one_sign_up(gathering, batch: list[str], state: str):
    joined, phone = " ".join(batch), PHONE if state == "confirmed" else state
    found = models.Registration.objects.create(
        reference=new_reference(),
        gathering=gathering,
        state=state,
        signed_up_at=timezone.now(),
        queued_at=timezone.now(),
        name=joined,
        phone=PHONE,
        answers=[{"key": "f-1", "label": joined, "type": "text", "value": joined}],
        phone_lookup=lookup_digest(phone),
        consent_text=fitting(batch, 300)[0],
        consented_at=timezone.now(),
    )
    models.GatheringEvent.objects.create(
        gathering=gathering,
        kind="signed_up",
        registration_number=found.pk,
        at=timezone.now(),
        text=joined,
    )
    return found


def logged(found, batch: list[str], worker: User):
    for kind in ("held", "opened", "table"):
        models.GatheringEvent.objects.create(
            gathering=found.gathering,
            kind=kind,
            registration_number=found.pk,
            actor=worker,
            actor_name=fitting(batch, 150)[0],
            at=timezone.now(),
            text=" ".join(batch),
        )


def row_of_a_list(text: str):

    make_request(
        phone=PHONE, service_title=text, station_name=text, line_name=fitting([text], 40)[0]
    )


def colleague(place: int, batch: list[str], station) -> User:
    user = user_in("办理员", f"{SLUG}{place}")
    user.first_name, user.last_name = fitting(batch, 150)[0], fitting(batch[1:], 150)[0]
    user.email = f"{SLUG}{place}@example.invalid"
    user.save()
    post_to(user, station)
    return user


def pages(place: int, batch: list[str]) -> tuple[list, list]:
    """Services and stations, with every payload in the title of one and in its form."""

    parent = StationIndexPage.objects.first()
    services, stations = [], []
    for number, title in enumerate(fitting(batch, 255)):
        slug = f"{SLUG}{place}-{number}"
        services.append(make_service(slug, title=title, form_fields=form(batch)))
        stations.append(StationFactory(parent=parent, slug=f"{slug}-station", title=title))
    return services, stations


def form(batch: list[str]) -> list[dict]:
    """One question of each kind that an editor can ask."""
    asked = {"label": fitting(batch, 60)[0], "help_text": fitting(batch, 120)[0], "required": False}
    options = [text for text in batch if len(text) <= 60]
    kinds = ["text", "long_text", "choice", "choices", "date", "phone", "id_number", "files"]
    more = {"choice": {"options": options}, "choices": {"options": options}, "files": {"most": 3}}
    return [
        {"type": kind, "value": asked | more.get(kind, {}), "id": f"{kind.replace('_', '')}00"}
        for kind in kinds
    ]


def set_up(place: int, batch: list[str]):
    """Reply templates, filters, holidays and service lines."""
    supervisor = User.objects.get(username="supervisor")
    for number, text in enumerate(fitting(batch, 40)):
        title = f"{text[:36]} {place}{number}"[:40]
        models.ReplyTemplate.objects.get_or_create(
            title=title, defaults={"text": " ".join(batch)[:1000]}
        )
        day = date(2090, 1, 1) + timedelta(days=place * AT_ONCE + number)
        CalendarDay.objects.create(day=day, name=text)
        ServiceLine.objects.get_or_create(name=title, slug=f"{SLUG}{place}-{number}")
    for text in fitting(batch, 20):
        if models.SavedFilter.objects.filter(user=supervisor).count() < 12:
            models.SavedFilter.objects.get_or_create(
                user=supervisor, name=text, query="state=closed"
            )


def exported(text: str, worker: User):
    """The record of a table that went out."""
    models.RequestExport.objects.create(
        actor=worker,
        actor_name=text[:150],
        at=timezone.now(),
        reason=text,
        scope=text,
        columns=["state"],
        format="csv",
        count=1,
    )


def undelivered(request, batch: list[str]):
    """Notices that a gateway refused with such words, and one that goes out."""

    texts = fitting(batch, 200)
    for _text in texts:
        notify("applicant", "answered", request.reference)
    plan_waiting()
    waiting = models.Delivery.objects.filter(reference=request.reference).order_by("pk")
    for delivery, text in zip(waiting, texts, strict=False):
        models.Delivery.objects.filter(pk=delivery.pk).update(state="dead", problem=text, tries=1)
    notify("staff", "submitted", request.reference)
