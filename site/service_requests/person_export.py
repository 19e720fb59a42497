"""Writes what is kept about a person into a folder of their own, for them to take away.

Plain files, for the person has no key; only the user who runs the command can read them, and
whoever hands them over removes the folder.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.encryption import seal
from service_requests.models import Attachment, GatheringEvent, RequestEvent
from service_requests.page_feedback.persons import write_down_copy
from service_requests.papers import store
from service_requests.person_records import Found
from service_requests.sign_up.log import write_down

PAGE = "service_requests/person_export.html"


def record_export(found: Found, by: str):
    """Into the log of each request, before anything is written."""
    requests = found.own + [each.request for each in found.for_others]
    words = seal(_("给本人的一份，共 %(count)d 件") % {"count": len(requests)})
    with transaction.atomic():
        for correction in found.corrections:
            write_down_copy(correction, by)
        for request in requests:
            RequestEvent.objects.create(
                request=request,
                kind=RequestEvent.Kind.EXPORTED,
                actor_name=by,
                at=timezone.now(),
                text=words,
            )
        for sign_up in sorted(found.sign_ups, key=lambda each: each.gathering_id):
            write_down(sign_up.gathering, GatheringEvent.Kind.COPIED, by, sign_up)


def write_export(folder: Path, data: dict[str, Any], papers: list[Attachment]):
    """Raises FileExistsError: nothing that is there is written over."""
    folder.mkdir(mode=0o700)
    for paper in papers:
        with suppress(store.Lost):
            write(folder / file_name(paper), store.get(paper.stored_as))
    write(folder / "person.json", json.dumps(data, ensure_ascii=False, indent=2).encode())
    write(folder / "person.html", render_to_string(PAGE, data, using="django").encode())


def papers_of(found: Found) -> list[Attachment]:
    return list(Attachment.objects.kept().filter(request__in=found.own).order_by("pk"))


def file_name(paper: Attachment) -> str:
    """Never the name it came with: that is somebody else's text."""
    return f"paper-{paper.pk}.{paper.media_type.rpartition('/')[2]}"


def write(path: Path, content: bytes):
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
