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
from tests.benchmarks.progress import done, tell
from tests.benchmarks.sites import Site


@dataclass(frozen=True)
class Plan:
    """How much is measured. Sizes are numbers of news; budgets are seconds."""

    small: int
    middle: int
    large: int
    full_runs: int
    memory_runs: int
    change_runs: int
    change_budget: float
    growth_budget: float
    serving_runs: int
    serving_seconds: int
    bakery_pages: int


FULL = Plan(1000, 5000, 10_000, 5, 3, 15, 150, 60, 3, 10, 200)
QUICK = Plan(100, 300, 300, 1, 1, 1, 0, 0, 1, 2, 20)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few pages, one run of each")
    quick = parser.parse_args().quick
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
    figures, notes = full_builds.measure(middle, plan.full_runs, plan.bakery_pages)
    figures.append(full_builds.measure_memory(large, plan.memory_runs))
    if can_serve:
        served, told = serving.measure(middle, plan.serving_runs, plan.serving_seconds)
        figures, notes = figures + served, notes + told
    changed, told = incremental.measure(middle, plan.change_runs, plan.change_budget)
    figures, notes = figures + changed, notes + told
    if small.news < large.news:
        figures.append(
            incremental.measure_growth(large, small, plan.change_runs, plan.growth_budget)
        )
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
