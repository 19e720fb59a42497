"""What the sample site has to show. A program, in the environment of a running site:

    python -m tests.public_pages.sample fill
    python -m tests.public_pages.sample clear

The first stores sample requests besides, and prints what `Sample` holds; the second takes them
out again.
"""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
GONE = "gone"  # a short address whose page is no more
# What Wagtail shows of any model, parts of pages, and a file.
NOT_OURS = re.compile("results|usage|history|delete|table")
PHONES = ["13800138000", "13800138001"]  # of the people who fill forms in


@dataclass(frozen=True)
class Sample:
    """`exported` by template: the longest of the pages that it fills and the shortest, where
    something is missing that others have."""

    exported: dict[str, list[str]]
    reference: str  # of a request that waits for papers
    last_four: str
    request: int
    event: str  # one that people sign up for
    points: str  # rules that compute
    gone: str
    staff: dict[str, list[str]]  # addresses, by who opens them


def told(site, what: str) -> str:
    """What the program prints in the environment of a running site."""
    order = [sys.executable, "-m", "tests.public_pages.sample", what]
    done = subprocess.run(
        order, cwd=ROOT, env=site.environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def fill_site(site) -> Sample:
    return Sample(**json.loads(told(site, "fill")))


def clear_site(site):
    told(site, "clear")


def fill() -> Sample:
    from pages.models import EventPage, PointsPage, ShortAddress
    from tests.pictures import sample_requests

    pages = {name: ends(each) for name, each in exported().items()}
    requests = sample_requests.main()
    ShortAddress.objects.create(code=GONE, title="中秋的票")
    events = EventPage.objects.live().filter(sign_up="form", guardian_required=False)
    return Sample(
        exported=pages,
        reference=requests["reference"],
        last_four=requests["last_four"],
        request=requests["shown"],
        event=events.latest("starts_at").url,
        points=PointsPage.objects.live().latest("valid_from").url,
        gone=f"/s/{GONE}/",
        staff=of_staff(requests["shown"]),
    )


def of_staff(request: int) -> dict[str, list[str]]:
    from django.utils import timezone

    from pages.models import CalendarDay, ServicePage
    from service_requests.models import (
        PageCorrection,
        ReplyTemplate,
        ServiceRequest,
        StaffPosting,
    )
    from tests.staff_pages import staff_pages
    from tests.test_staff_urls import a_gathering

    made = ServiceRequest.objects.get(pk=request)
    template, _new = ReplyTemplate.objects.get_or_create(title="收到", text="收到了")
    said = {"page_title": "居住证", "words": "电话错了", "sent_at": timezone.now()}
    correction, _new = PageCorrection.objects.get_or_create(page_url="/permit/", defaults=said)
    subjects = {
        "page_corrections": correction.pk,
        "staff_postings": StaffPosting.objects.latest("pk").pk,
        "reply_templates": template.pk,
        "calendar_days": CalendarDay.objects.latest("pk").pk,
        "sign_ups": a_gathering(made).pk,
        "service_requests:file_at_window": ServicePage.objects.get(slug="papers-help").pk,
    }
    pages = staff_pages(request, subjects)
    return {
        who: [each for each in addresses if not NOT_OURS.search(each)]
        for who, addresses in pages.items()
    }


def exported() -> dict[str, list[str]]:
    """Addresses by template, the longest page first. What only leads on is left out."""
    from django.conf import settings

    from export.build import Build
    from export.render import outputs_of

    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    build = Build(bulk=True)
    units = [("unit", "page", node.id) for node in build.tree.nodes()]
    units += [("unit", "site", name) for name in settings.SITE_OUTPUTS]
    for unit in units:
        for output in outputs_of(unit, build):
            file = settings.PUBLIC_DIR / output.path
            if output.path.endswith(".html") and output.template and not output.redirect:
                found[output.template].append((-file.stat().st_size, address(output.path)))
    return {name: [each for _size, each in sorted(pages)] for name, pages in sorted(found.items())}


def address(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def ends(pages: list[str]) -> list[str]:
    return pages[:1] + pages[1:][-1:]


def clear():
    """But for sign-ups: their log is never cut short, and nobody else looks for them."""
    from pages.models import ShortAddress
    from service_requests import models
    from tests.pictures.sample_requests import REQUESTS

    ShortAddress.objects.filter(code=GONE).delete()
    models.ReplyTemplate.objects.filter(title="收到").delete()
    models.PageCorrection.objects.filter(page_url="/permit/").delete()
    references = [row[0] for row in REQUESTS]
    models.ServiceRequest.objects.filter(reference__in=references).delete()


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if sys.argv[1] == "clear":
        clear()
    else:
        print(json.dumps(asdict(fill())))
