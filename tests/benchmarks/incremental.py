"""One change, published and built, in a process that stays; against Hugo's full build."""

import shutil
from statistics import median

from tests.benchmarks.figures import Figure
from tests.benchmarks.progress import Runs, rounds, tell
from tests.benchmarks.resident import KINDS, Resident
from tests.benchmarks.sites import Site
from tests.benchmarks.targets import BODY_EDIT, GROWTH, LIST_CHANGE

NAMES = {
    "body": "publish a body edit, against Hugo's full build",
    "title": "publish a title edit, against the same",
    "new": "publish a new page, against the same",
    "unpublish": "unpublish a page, against the same",
}


def measure(site: Site, runs: Runs) -> tuple[list[Figure], list[str]]:
    figures = {
        kind: Figure(NAMES[kind], BODY_EDIT if kind == "body" else LIST_CHANGE, "ms")
        for kind in KINDS
    }
    changes: dict[str, list[dict]] = {kind: [] for kind in KINDS}
    hugo_folder = site.folder / "measured-hugo"
    with Resident(site) as resident:
        tell(f"changes with {site.news:,} news: warming up")
        resident.change("body")
        for _number in rounds(runs, f"changes with {site.news:,} news"):
            hugo = site.build_hugo(hugo_folder)
            for kind in KINDS:
                changes[kind].append(resident.change(kind))
                figures[kind].add(1000 * changes[kind][-1]["build"], 1000 * hugo.wall)
    shutil.rmtree(hugo_folder)
    return list(figures.values()), [change_note(kind, changes[kind]) for kind in KINDS]


def change_note(kind: str, changes: list[dict]) -> str:
    middle = {name: median(each[name] for each in changes) for name in changes[0]}
    return (
        f"{NAMES[kind].partition(',')[0].capitalize()}: {middle['written']:.0f} files written, "
        f"{middle['removed']:.0f} removed; before the build, the editor's side took "
        f"{1000 * middle['editor']:.0f} ms."
    )


def measure_growth(large: Site, small: Site, runs: Runs) -> Figure:
    """A body edit on the large site against the same on the small one."""
    name = f"body edit with {large.news:,} news against {small.news:,}"
    figure = Figure(name, GROWTH, "ms")
    with Resident(large) as more, Resident(small) as fewer:
        tell(f"{name}: warming up")
        for resident in (more, fewer):
            resident.change("body")
        for _number in rounds(runs, name):
            figure.add(*(1000 * each.change("body")["build"] for each in (more, fewer)))
    return figure
