"""A site that is exported, with changes of every sort that wait for the next build; and
copies of it, for builds in processes of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from export.deliver import export_site
from export.models import Change
from pages.models import SiteSettings
from tests import factories as make
from tests.databases import copy_into, environment_for
from tests.site_of_all_kinds import Pages, build_site


def build_site_with_changes() -> Pages:
    """To be called where transactions commit."""
    pages = build_site()
    export_site()
    Change.objects.all().delete()
    make_changes(pages)
    return pages


def make_changes(pages: Pages):
    """A new page with a new picture, an edit everywhere, a move, pages gone one and many."""
    picture = make.ImageFactory(title="新图", file=make.picture_file((400, 300), "#B03A2E"))
    make.NewsFactory(parent=pages["news_index"], title="新消息", slug="new", cover=picture)
    pages["news"].title = "改了题目"
    pages["news"].save_revision().publish()
    other = make.SectionFactory(title="另一栏", slug="other")
    pages["article"].move(other, pos="last-child")
    pages["event"].unpublish()
    pages["handbook"].delete()
    site_settings = SiteSettings.objects.get()
    site_settings.hotline = "0756-123 4567"
    site_settings.save()


def keep_a_copy(folder: Path):
    """Everything the site is: var/, public/."""
    shutil.copytree(settings.MEDIA_ROOT, folder / "var/media")
    shutil.copytree(settings.PUBLIC_DIR, folder / "public")
    copy_into(folder)


def environment_of(place: Path) -> dict[str, str]:
    """For programs that work on the site at `place`."""
    root = settings.BASE_DIR
    return {
        **os.environ,
        "PYTHONPATH": f"{root}{os.pathsep}{root / 'site'}",
        "XINYU_VAR_DIR": str(place / "var"),
        "XINYU_PUBLIC_DIR": str(place / "public"),
        **environment_for(place),
    }


def run_program(module: str, place: Path, *arguments: object) -> str:
    """What a program of tests/proofs printed; the site it works on is at `place`."""
    environment = environment_of(place)
    done = subprocess.run(
        [sys.executable, "-m", f"tests.proofs.{module}", *map(str, arguments)],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def differs_from_clean_copy(place: Path) -> str:
    """How the site at `place` differs from a clean build of it; "" when it doesn't."""
    return run_program("clean_build", place).strip()


def stored_references(place: Path) -> list[str]:
    """Of all requests in the database of the site at `place`."""
    asked = "from service_requests.models import ServiceRequest as R\n"
    asked += "print(*R.objects.values_list('reference', flat=True))"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-v0", "-c", asked],
        cwd=settings.BASE_DIR,
        env=environment_of(place),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()
