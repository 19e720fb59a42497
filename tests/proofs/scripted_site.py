"""Stores payloads in every field of a running site, as people, staff, editors and gateways fill
them. A program, in the environment of that site:

    python -m tests.proofs.scripted_site fill FIRST LAST FOLDER
    python -m tests.proofs.scripted_site clear FOLDER

Prints what tests.browser.test_scripts_never_run opens afterwards.
"""

import json
import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
NOTES = "before.json"


def fill(first: int, last: int, folder: Path) -> dict:
    """With the payloads from `first` up to and without `last`."""
    from django.core.management import call_command

    from service_requests.notices.sending import send_due
    from tests.proofs.scripted_rows import AT_ONCE, fill_batch
    from tests.script_payloads import payloads

    (folder / NOTES).write_text(json.dumps(last_rows()))
    texts = list(payloads(last))[first:]
    batches = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
    requests = [fill_batch(place, batch) for place, batch in enumerate(batches)]
    give_away(folder / "person")
    send_due()
    call_command("export", stdout=sys.stderr)
    return {"requests": requests} | addresses(requests[-1]["pk"])


def give_away(folder: Path):
    """What a person is given who asks for a copy."""
    from service_requests.person_export import write_export
    from service_requests.person_records import collect, find
    from tests.proofs.scripted_rows import PHONE

    write_export(folder, collect(find(PHONE)), [])


def addresses(pk: int) -> dict[str, list[str]]:
    from pages.models import CalendarDay, ServicePage
    from service_requests.models import (
        Gathering,
        PageCorrection,
        Registration,
        ReplyTemplate,
        StaffPosting,
    )
    from tests.proofs.scripted_rows import SLUG
    from tests.staff_pages import staff_pages

    subjects = {
        "staff_postings": StaffPosting.objects.latest("pk").pk,
        "reply_templates": ReplyTemplate.objects.latest("pk").pk,
        "page_corrections:correction": PageCorrection.objects.latest("sent_at").pk,
        "sign_ups": Gathering.objects.latest("pk").pk,
        "sign_ups:person": Registration.objects.latest("pk").pk,
        "calendar_days": CalendarDay.objects.latest("pk").pk,
        "service_requests:file_at_window": ServicePage.objects.get(slug=f"{SLUG}0-0").pk,
    }
    return staff_pages(pk, subjects)


def kinds_made() -> list:
    from django.contrib.auth.models import User

    from pages.models import CalendarDay, ServiceLine
    from service_requests import models

    names = ["ServiceRequest", "RequestExport", "OutboxMessage"]
    names += ["GatheringEvent", "Registration", "Gathering"]
    names += ["ReplyTemplate", "SavedFilter"]
    return [*(getattr(models, name) for name in names), User, CalendarDay, ServiceLine]


def last_rows() -> dict[str, int]:
    return {
        kind.__name__: kind.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for kind in kinds_made()
    }


def clear(folder: Path):
    from django.core.management import call_command
    from wagtail.models import Page

    from service_requests.models import PageCorrection
    from tests.proofs.scripted_rows import SLUG

    for page in Page.objects.filter(slug__startswith=SLUG):
        page.delete()
    PageCorrection.objects.filter(page_url=f"/{SLUG}/").delete()
    before = json.loads((folder / NOTES).read_text())
    for kind in kinds_made():
        kind.objects.filter(pk__gt=before[kind.__name__]).delete()
    call_command("export", stdout=sys.stderr)


def main(what: str, *arguments: str):
    if what == "clear":
        clear(Path(arguments[0]))
    else:
        first, last, folder = arguments
        print(json.dumps(fill(int(first), int(last), Path(folder))))


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(*sys.argv[1:])
