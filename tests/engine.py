"""How the proofs ask the export for its work: by what stays, whatever does it."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import OutputWrapper
from django.utils import timezone

from export import worker
from export.deliver import export_site
from tests.same_site import Snapshot, difference, snapshot


def after_midnight(seen_day) -> bool:
    return timezone.localdate() != seen_day


def find_unsignalled():
    """What changed without a signal becomes a change row; without a sweep, all is built."""
    if sweep := getattr(worker, "sweep", None):
        sweep()
    else:
        worker.build_pending(force=True)


def clean_build(folder: Path) -> Snapshot:
    """What the site should be: built from nothing, into a folder of its own.

    Raises AssertionError for a page that could not be made: what it shows depends on the past.
    """
    result = export_site(folder)
    lost = [fault for fault in result.faults if "重定向" not in fault]
    assert lost == [], lost
    return snapshot(folder)


def full_export():
    """`manage.py export --full`."""
    from django.core.management import load_command_class

    parser = load_command_class("export", "export").create_parser("manage.py", "export")
    options = {"full": True} if "--full" in parser.format_help() else {}
    with open("/dev/null", "w") as nothing:
        call_command("export", stdout=OutputWrapper(nothing), stderr=nothing, **options)


def differs_from_clean_build(public: Path, folder: Path) -> str:
    return difference(snapshot(public), clean_build(folder))
