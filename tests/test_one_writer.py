"""However many processes build, one at a time writes; and a dead one stands in nobody's way."""

import json
from itertools import pairwise

import pytest

from tests import factories as make
from tests.proofs.counts import count
from tests.proofs.two_writers import WRITERS
from tests.same_site import assert_same
from tests.site_with_changes import (
    build_site_with_changes,
    differs_from_clean_copy,
    keep_a_copy,
    run_program,
)

pytestmark = pytest.mark.both_databases


@pytest.fixture
def site(committed, tmp_path):
    pages = build_site_with_changes()
    for number in range(WRITERS):
        make.NewsFactory(parent=pages["news_index"], slug=f"of-writer-{number}")
    keep_a_copy(tmp_path / "site")
    return tmp_path / "site"


def overlapping(spans: list[list]) -> list[tuple]:
    """Those [process, first, last] in which two wrote at the same time."""
    spans = sorted(spans, key=lambda span: span[1])
    assert {span[0] for span in spans} == set(range(WRITERS)), "not every writer wrote"
    return [
        (one, other) for one, other in pairwise(spans) if one[0] != other[0] and other[1] < one[2]
    ]


def test_builds_side_by_side_write_one_after_the_other(site, tmp_path, record_property):
    how_often = count("builds side by side")
    told = json.loads(run_program("two_writers", tmp_path / "place", site, how_often))
    assert told["ended"] == [0] * WRITERS
    assert overlapping(told["spans"]) == []
    assert_same(differs_from_clean_copy(tmp_path / "place"))
    record_property("tried", f"{WRITERS} processes, {how_often} builds each")


def test_a_builder_that_died_does_not_stop_the_next_one(site, tmp_path):
    """It held the folder; the second one is there before it dies, waits, and goes on."""
    told = json.loads(run_program("two_writers", tmp_path / "place", site, "holder"))
    assert told == {"killed": True, "second": 0}
    assert_same(differs_from_clean_copy(tmp_path / "place"))
