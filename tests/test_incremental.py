"""Whatever editors do, the public folder is what a build from nothing would make of it."""

import os
import random
import sys
import zlib
from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from export.deliver import export_site
from tests.changed_site import ChangedSite, build_site_with_something_for_every_change
from tests.changes import CHANGES
from tests.proofs.counts import EVERYTHING, count
from tests.same_site import assert_same, difference, snapshot

pytestmark = pytest.mark.django_db
LATER, BUILD, COMPARE = "later", "build", "compare"
THEN = [BUILD, BUILD, LATER, LATER, COMPARE]
SHARES = [1, 2] if EVERYTHING else [1]  # a process each
FIXED_SEED = 20261124
ROUND = settings(
    max_examples=4,
    stateful_step_count=count("changes before a new start"),
    # To shorten a run takes minutes; in `make test` the run as it is says enough.
    phases=[Phase.generate, Phase.shrink] if EVERYTHING else [Phase.generate],
    database=None,
    deadline=None,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)
Start = Callable[[Callable[[int], int]], ChangedSite]


@pytest.fixture(scope="module")
def media(django_db_setup, django_db_blocker, tmp_path_factory):
    """The pictures of one site that all runs here start from; none of them leaves a trace."""
    folder = tmp_path_factory.mktemp("site") / "media"
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=folder):
        build_site_with_something_for_every_change()
        export_site(folder.with_name("public"))  # makes the pictures' sizes, once for all runs
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def start(media, tmp_path, monkeypatch):
    """Starts a run; short lists have more pages."""
    monkeypatch.setattr("news.lists.PAGE_SIZE", 3)
    monkeypatch.setattr("news.feeds.FEED_SIZE", 5)
    return partial(ChangedSite, tmp_path / "run", media)


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_by_itself_leaves_what_a_clean_build_makes(
    name, start, caplog, record_property
):
    record_property("tried", f"each of the {len(CHANGES)} sorts of change by itself")
    numbers = random.Random(zlib.crc32(name.encode()))  # noqa: S311 - the same each time
    site = start(numbers.randrange)
    try:
        assert any(site.change(name) for _attempt in range(20)), "never had anything to change"
        caplog.clear()
        site.bring_up_to_date()
        assert "has no answer" not in caplog.text
        assert_same(site.difference())
    finally:
        site.end()


@pytest.mark.parametrize("name", ["save_a_draft", "copy_as_a_draft", "change_a_live_page_later"])
def test_what_is_not_published_changes_no_file(name, start):
    site = start(lambda below: below // 2)
    try:
        before = snapshot(site.public)
        assert site.change(name)
        site.bring_up_to_date()
        assert_same(difference(before, snapshot(site.public)))
    finally:
        site.end()


class Editors(RuleBasedStateMachine):
    """One run of changes: built after each or after a few, compared now and then and at the end."""

    start: Start
    made: list[str]  # the names of all changes, over all runs

    site = None
    compared = True

    @rule(data=st.data(), name=st.sampled_from(list(CHANGES)), then=st.sampled_from(THEN))
    def change(self, data, name, then):
        self.data = data
        self.site = self.site or self.start(self.pick)
        if not self.site.change(name):
            return
        self.made.append(name)
        self.compared = False
        if then != LATER:
            self.site.bring_up_to_date()
        if then == COMPARE:
            self.compare()

    def pick(self, below: int) -> int:
        return self.data.draw(st.integers(0, below - 1))

    def compare(self):
        self.compared = True
        assert_same(self.site.difference())

    def teardown(self):
        if self.site is None:
            return
        try:
            if not self.compared:
                self.site.bring_up_to_date()
                self.compare()
        finally:
            self.site.end()


@pytest.mark.both_databases
@pytest.mark.parametrize("share", SHARES)
def test_any_changes_leave_what_a_clean_build_makes(share, start, record_property):
    """Hypothesis looks for a run of changes after which it is otherwise."""
    wanted = count("changes") // len(SHARES)
    number = new_seed() if EVERYTHING else FIXED_SEED
    tell(f"share {share}: seed {number}")
    made: list[str] = []
    kind = type("EditorsHere", (Editors,), {"start": staticmethod(start), "made": made})
    while len(made) < wanted:
        run_state_machine_as_test(seed(number)(kind), settings=ROUND)
        number += 1
        if EVERYTHING:
            tell(f"share {share}: {len(made)} of {wanted} changes")
    record_property("tried", f"{len(made)} changes of {len(set(made))} sorts")


def tell(sentence: str):
    """Where it is seen while several processes test."""
    print(sentence, file=sys.stderr, flush=True)


def new_seed() -> int:
    return int(os.environ.get("PROOF_SEED") or random.SystemRandom().randrange(10**9))
