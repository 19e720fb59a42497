"""What the proofs rest on: a folder that isn't as it should be is told, and the file named."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import OutputWrapper

from export.deliver import export_site
from tests.engine import differs_from_clean_build
from tests.same_site import difference
from tests.site_of_all_kinds import build_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def exported(out):
    build_site()
    export_site()
    return out


def tamper(folder):
    page = folder / "about/privacy/index.html"
    page.write_text(page.read_text().replace("不留痕迹", "留下痕迹"))
    return "about/privacy/index.html"


def tamper_with_the_compressed_file(folder):
    (folder / "news/feed.xml.gz").write_bytes(b"torn")
    return "news/feed.xml.gz"


def lose(folder):
    (folder / "events/calendar.ics").unlink()
    return "events/calendar.ics"


def add(folder):
    (folder / "news/left-behind").mkdir()
    (folder / "news/left-behind/index.html").write_text("旧的")
    return "news/left-behind/index.html"


FAULTS = [tamper, tamper_with_the_compressed_file, lose, add]


@pytest.mark.parametrize("spoil", FAULTS)
def test_a_spoilt_folder_differs_from_a_clean_build(spoil, exported, tmp_path):
    assert differs_from_clean_build(exported, tmp_path / "clean") == ""
    name = spoil(exported)
    assert name in differs_from_clean_build(exported, tmp_path / "again")


@pytest.mark.parametrize("spoil", FAULTS)
def test_the_check_finds_a_spoilt_folder_and_names_the_file(spoil, exported):
    assert check() == (0, "")
    name = spoil(exported)
    code, said = check()
    assert code == 1
    assert name in said


def check() -> tuple[int, str]:
    """`manage.py export --check`: its exit code, and what it said if that isn't 0."""
    said = io.StringIO()
    try:
        call_command("export", "--check", stdout=OutputWrapper(said), stderr=OutputWrapper(said))
    except SystemExit as end:
        return int(end.code or 0), said.getvalue() if end.code else ""
    except Exception as refused:
        return getattr(refused, "returncode", 1), f"{said.getvalue()}{refused}"
    return 0, ""


def test_a_difference_shows_the_lines_that_differ():
    old = {"a.html": b"one\ntwo\n", "a.html.gz": b"1", "b.html": b""}
    new = {"a.html": b"one\n2\n", "a.html.gz": b"2"}
    told = difference(old, new)
    assert told.startswith("a.html: differs")
    assert "-two" in told
    assert "+2" in told
    assert "b.html: missing in the second" in told
    assert "a.html.gz: differs" in told
