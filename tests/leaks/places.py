"""Where what was written could turn up, and the ways in which it could be written there."""

import base64
import json
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client

from service_requests.masks import spaced_phone
from tests.databases import on_postgresql, stored_bytes


def ways_to_write(mark: str) -> set[bytes]:
    """The mark as it is, as hex, and as base64 wherever it begins in a group of three bytes; a
    phone number also as it is read out."""
    plain = mark.encode()
    shifted = (base64.b64encode(b"\0" * n + plain + b"\0" * 3) for n in range(3))
    inner = {code[4:-8] for code in shifted}  # without what the neighbours have a part in
    spaced = [spaced_phone(mark).encode()] if mark.isdecimal() else []
    return {plain, plain.hex().encode(), *inner, *spaced}


def database_file() -> bytes:
    if on_postgresql():
        return stored_bytes().encode()
    path = Path(connection.settings_dict["NAME"])
    beside = [path.with_name(path.name + ending) for ending in ("", "-wal")]
    return b"".join(each.read_bytes() for each in beside if each.exists())


def sessions() -> bytes:
    return json.dumps([each.get_decoded() for each in Session.objects.all()]).encode()


def cookies(visit) -> bytes:
    return "".join(str(client.cookies) for client in (visit.person, visit.desk)).encode()


def backups(folder: Path) -> bytes:
    """What `manage.py backup` makes of all this."""
    call_command("backup", str(folder))
    return written_files(folder)


def reports(visit) -> bytes:
    """What is shown of all requests at once, to supervisors."""
    names = ["requests-log", "notices", "request-exports", "page-votes"]
    answers = [visit.desk.get(f"/admin/reports/{name}/") for name in names]
    answers += [
        visit.desk.get(f"/admin/{name}/") for name in ("requests", "sign-ups", "page-corrections")
    ]
    return b"".join(answer.content for answer in answers)


def public_answers(visit) -> bytes:
    """What anybody else gets to see: pages, the search, the API."""
    somebody = Client()
    addresses = [
        f"/apply/{visit.service.slug}/",
        "/apply/status/",
        "/api/v2/pages/",
        f"/api/v2/pages/{visit.service.pk}/",
        "/search/?q=x",
    ]
    return b"".join(somebody.get(address).content for address in addresses)


def written_files(*folders: Path) -> bytes:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return b"".join(str(path).encode() + path.read_bytes() for path in files)
