"""Storing what staff filed for a visitor: as any request, but from the window, never doubted,
and with whoever typed it in the log."""

import uuid
from dataclasses import replace

from django.utils import timezone

from service_requests.access import Staff
from service_requests.answers import Checked
from service_requests.apply_views import Application
from service_requests.encryption import seal
from service_requests.fields import seal_json
from service_requests.models import Draft, ServiceRequest
from service_requests.retention import draft_life
from service_requests.states import Source, State
from service_requests.submission import prepare, submit


def file_at_window(
    application: Application, key: uuid.UUID, checked: Checked, by: Staff
) -> ServiceRequest:
    """The request, new or the one that this form made before. `key` names the form."""
    now = timezone.now()
    answers = {"values": {}, "consent": application.consent(checked), "trapped": False}
    draft, _made = Draft.objects.get_or_create(
        pk=key,
        defaults={
            "service": application.service,
            "answers": seal_json(answers),
            "created_at": now,
            "expires_at": now + draft_life(),
        },
    )
    if draft.request_id is None:
        draft.answers, draft.created_at = answers, now
        prepared = prepare(application.service, draft, checked, application.stations)
        prepared.request.state, prepared.request.source = State.SUBMITTED, Source.WINDOW
        submit(draft.pk, replace(prepared, doubt=seal(""), by=by.user))
    return ServiceRequest.objects.without_content().get(
        pk=Draft.objects.values_list("request", flat=True).get(pk=key)
    )
