"""Measures everything in one run: `make bench`, or `make bench QUICK=1` for a first look.

What a quick run tells is not written down: so few pages and runs say little.
"""

import argparse
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import full_builds, incremental, needs, report, serving
from tests.benchmarks.django_site import ROOT
from tests.benchmarks.figures import Figure
from tests.benchmarks.progress import Runs, done, tell
from tests.benchmarks.sites import Site


@dataclass(frozen=True)
class Plan:
    """How much is measured. Sizes are numbers of news."""

    small: int
    middle: int
    large: int
    full: Runs
    memory: Runs
    changes: Runs
    growth: Runs
    serving: Runs
    serving_seconds: int
    bakery_pages: int


FULL = Plan(
    small=1000,
    middle=5000,
    large=10_000,
    full=Runs(5, budget=180),
    memory=Runs(3, budget=60),
    changes=Runs(15, budget=150),
    growth=Runs(15, budget=60),
    serving=Runs(3, budget=120),
    serving_seconds=10,
    bakery_pages=200,
)
QUICK = Plan(300, 300, 300, Runs(1), Runs(1), Runs(1), Runs(1), Runs(1), 2, 20)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few pages, one run of each")
    quick = parser.parse_args().quick
    # Where this is set, each process compiles all of Python anew: seconds that no site spends.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    can_serve = needs.provide()
    folder = Path(os.environ.get("XINYU_VAR_DIR", ROOT / "var")).resolve() / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        figures, notes = measure(QUICK if quick else FULL, folder, can_serve)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    done()
    print(report.plain(figures, notes))
    if not quick:
        report.write(report.markdown(figures, notes))
    return 0


def measure(plan: Plan, folder: Path, can_serve: bool) -> tuple[list[Figure], list[str]]:
    small, middle, large = make_sites(plan, folder)
    figures, notes = full_builds.measure(middle, plan.full, plan.bakery_pages)
    figures.append(full_builds.measure_memory(large, plan.memory))
    if can_serve:
        served, told = serving.measure(middle, plan.serving, plan.serving_seconds)
        figures, notes = figures + served, notes + told
    changed, told = incremental.measure(middle, plan.changes)
    figures, notes = figures + changed, notes + told
    if small.news < large.news:
        figures.append(incremental.measure_growth(large, small, plan.growth))
    return figures, notes


def make_sites(plan: Plan, folder: Path) -> list[Site]:
    """Each from the one before it; a Hugo twin for those that are measured against Hugo."""
    sites: dict[int, Site] = {}
    before = None
    for news in sorted({plan.small, plan.middle, plan.large}):
        tell(f"making a site of {news:,} news")
        site = Site(folder / str(news), news)
        site.make(before)
        sites[news] = before = site
    for news in {plan.middle, plan.large}:
        tell(f"writing {news:,} news for Hugo")
        sites[news].make_hugo()
    return [sites[plan.small], sites[plan.middle], sites[plan.large]]


if __name__ == "__main__":
    sys.exit(main())
