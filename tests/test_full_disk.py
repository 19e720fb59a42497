"""When the disk is full the old site stays, whole; editors are told; and it mends itself."""

import os
import shutil
import subprocess

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from export.deliver import export_site
from export.models import Change, Run
from export.worker import build_pending
from tests.engine import differs_from_clean_build
from tests.proofs.counts import count
from tests.proofs.full_disk import Disk, filling
from tests.same_site import assert_same, difference, snapshot
from tests.site_of_all_kinds import build_site
from tests.site_with_changes import make_changes

MOMENTS = count("moments of a full disk")
SMALL_DISK = 4 * 1024 * 1024


@pytest.fixture
def pages(committed):
    """A disk that fills up while a picture is saved breaks the transaction around it: as for the
    worker, none may be around the build."""
    pages = build_site()
    export_site()
    Change.objects.all().delete()
    return pages


@pytest.fixture
def editor(committed, client):
    client.force_login(User.objects.create_superuser("editor", "e@example.invalid", "pass"))
    return client


@pytest.fixture
def small_disk(tmp_path):
    """A real one, of a few hundred files; where that can't be had, why is printed."""
    place = tmp_path / "disk"
    place.mkdir()
    size = ["-o", f"size={SMALL_DISK}", "xinyu", str(place)]
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", *size], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk of our own can be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def build_that_fails():
    with pytest.raises(OSError, match=r"No space left|磁盘满"):
        build_pending()


def assert_told(editor):
    assert "No space left" in Run.objects.first().error
    assert "磁盘满" in editor.get("/admin/").content.decode()


def writes_of_the_build() -> int:
    """How many the waiting changes take: counted on copies, and forgotten again."""
    disk, place = Disk(), settings.PUBLIC_DIR.with_name("measured")
    shutil.copytree(settings.PUBLIC_DIR, place / "public")
    shutil.copytree(settings.MEDIA_ROOT, place / "media")
    copies = {"PUBLIC_DIR": place / "public", "MEDIA_ROOT": place / "media"}
    with override_settings(**copies), transaction.atomic():
        with filling(disk):
            build_pending()
        transaction.set_rollback(True)
    cache.clear()
    return disk.writes


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_full_disk_leaves_the_old_site_whole_and_the_changes_waiting(
    moment, pages, out, editor, tmp_path
):
    """From the first write, from the last, and from some between."""
    make_changes(pages)
    before, waiting = snapshot(out), set(Change.objects.values_list("pk", flat=True))
    room = moment * (writes_of_the_build() - 1) // (MOMENTS - 1)
    with filling(Disk(room)):
        build_that_fails()
    assert_same(difference(before, snapshot(out)))
    assert waiting <= set(Change.objects.values_list("pk", flat=True))
    assert_told(editor)
    build_pending()
    assert_same(differs_from_clean_build(out, tmp_path / "clean"))
    assert not Run.objects.first().error
    assert "磁盘满" not in editor.get("/admin/").content.decode()


def test_a_really_full_disk_leaves_the_old_site_whole(small_disk, editor, tmp_path):
    with override_settings(PUBLIC_DIR=small_disk / "public"):
        pages = build_site()
        export_site()
        make_changes(pages)
        before = snapshot(small_disk / "public")
        filler = fill(small_disk)
        build_that_fails()
        assert_same(difference(before, snapshot(small_disk / "public")))
        assert_told(editor)
        filler.unlink()
        build_pending()
        assert_same(differs_from_clean_build(small_disk / "public", tmp_path / "clean"))


def fill(disk):
    """Leave room for a few files, so that the build gets somewhere before it fails."""
    filler = disk / "filler"
    room = os.statvfs(disk)
    with filler.open("wb") as file:
        file.write(bytes(room.f_bavail * room.f_frsize - 64 * 1024))
    return filler
