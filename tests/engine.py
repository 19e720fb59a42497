"""How the proofs ask the export for its work: by what stays, whatever does it."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from export.deliver import export_site
from tests.same_site import Snapshot, difference, snapshot


def clean_build(folder: Path) -> Snapshot:
    """What the site should be: built from nothing, into a folder of its own.

    Raises AssertionError for a page that could not be made: what it shows depends on the past.
    A redirect that gives way is told as a fault, too, and is none here.
    """
    result = export_site(folder)
    lost = [fault for fault in result.faults if "重定向" not in fault]
    assert lost == [], lost
    return snapshot(folder)


def differs_from_clean_build(public: Path, folder: Path) -> str:
    return difference(snapshot(public), clean_build(folder))


def full_export():
    """`manage.py export --full`."""
    call_command("export", full=True, stdout=StringIO(), stderr=StringIO())


def sitemap(public: Path) -> str:
    """All of it: which of its files a page is in follows from its number in the database."""
    return "".join(path.read_text() for path in sorted(public.glob("sitemap-*.xml")))
