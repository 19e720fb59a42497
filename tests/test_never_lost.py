"""A build that is killed at any moment loses nothing: the next one ends where it should."""

import json

import pytest

from export.models import Change
from tests.proofs.counts import count
from tests.site_with_changes import build_site_with_changes, keep_a_copy, run_program


@pytest.fixture
def site(committed, tmp_path):
    build_site_with_changes()
    assert Change.objects.exists()
    keep_a_copy(tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def unnoticed(committed, tmp_path):
    """The same, but nothing recorded the changes: only a full build sees them."""
    build_site_with_changes()
    Change.objects.all().delete()
    keep_a_copy(tmp_path / "site")
    return tmp_path / "site"


def die_often(site, mode, tmp_path) -> list[dict]:
    how_often = count("moments of dying")
    said = run_program("killed_build", tmp_path / "place", site, mode, how_often)
    told = [json.loads(line) for line in said.splitlines()]
    assert len(told) >= min(how_often, told[0]["of"]) - 1
    assert all(each["killed"] for each in told)
    return told


def left(told: dict) -> set[str]:
    """Beside the folder stands the one before it, on purpose; nothing else should."""
    return set(told["beside"]) - {"public.previous"}


@pytest.mark.parametrize("mode", ["publish", "export"])
def test_after_a_kill_the_next_build_leaves_what_a_clean_one_makes(
    mode, site, tmp_path, record_property
):
    told = die_often(site, mode, tmp_path)
    wrong = [each for each in told if each["difference"] or left(each) or not each["mended"]]
    assert wrong == [], "\n".join(f"step {each['step']}: {each}" for each in wrong)
    record_property("tried", f"{len(told)} of {told[0]['of']} steps")


def test_a_full_build_that_was_killed_leaves_the_old_site_or_the_new_one(
    unnoticed, tmp_path, record_property
):
    """No change row waits: what the killed build noted is all the next one knows."""
    told = die_often(unnoticed, "export", tmp_path)
    whole = [each for each in told if each["old"] or not each["difference"]]
    wrong = [each for each in told if each not in whole or left(each)]
    assert wrong == [], "\n".join(f"step {each['step']}: {each}" for each in wrong)
    record_property("tried", f"{len(told)} of {told[0]['of']} steps")
