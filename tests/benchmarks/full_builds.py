"""Full builds: ours into an empty folder and over the last one, Hugo's, wagtail-bakery's."""

import gzip
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.progress import Runs, rounds
from tests.benchmarks.sites import Site, set_aside
from tests.benchmarks.targets import BAKERY_CPU, HUGO_MEMORY, HUGO_WALL


def measure(site: Site, runs: Runs, bakery_pages: int) -> tuple[list[Figure], list[str]]:
    """The figures, and sentences of what was measured beside them."""
    cpu = Figure("full build, processor time a page, against wagtail-bakery", BAKERY_CPU, "ms")
    wall = Figure(f"full build, against Hugo's ({site.news:,} news)", HUGO_WALL, "s")
    again = Figure("the same over a folder that is already right", HUGO_WALL, "s")
    processor = []
    ours, theirs = site.folder / "measured", site.folder / "measured-hugo"
    for _number in rounds(runs, f"full builds of {site.news:,} news"):
        set_aside(ours)
        built, hugo = site.export(ours), site.build_hugo(theirs)
        wall.add(built.wall, hugo.wall)
        again.add(site.export(ours).wall, hugo.wall)
        baked = bake(site, bakery_pages)
        cpu.add(1000 * built.cpu / site.pages, 1000 * baked["cpu"] / baked["pages"])
        processor.append((built.cpu, hugo.cpu))
    notes = [
        *weights(ours, theirs, site),
        processor_note(processor, site),
        compression_note(ours, min(each for each, _hugo in processor)),
    ]
    return [cpu, wall, again], notes


def bake(site: Site, pages: int) -> dict:
    public = site.folder / "measured"
    set_aside(baked_folder(site))
    environment = os.environ | site.environment(public) | {"BAKERY_PAGES": str(pages)}
    answer = subprocess.run(
        site.module("bakery"), env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(answer.stdout)


def baked_folder(site: Site) -> Path:
    return site.folder / "measured-bakery"


def weights(ours: Path, theirs: Path, site: Site) -> list[str]:
    page = "news/measuring-00001/index.html"
    sizes = [(folder / page).stat().st_size for folder in (ours, theirs, baked_folder(site))]
    counts = [len(list(folder.rglob("*.html"))) for folder in (ours, theirs)]
    return [
        "The same article weighs {:,} bytes of HTML from us, {:,} from Hugo, {:,} from "
        "wagtail-bakery.".format(*sizes),
        "HTML pages written, lists among them: {:,} by us, {:,} by Hugo.".format(*counts),
    ]


def processor_note(processor: list[tuple[float, float]], site: Site) -> str:
    ours, theirs = (min(each) for each in zip(*processor, strict=True))
    return (
        f"Processor time of a full build of {site.news:,} news, the best run: "
        f"{ours:.1f} s ours, {theirs:.1f} s Hugo's."
    )


def compression_note(folder: Path, build_cpu: float) -> str:
    """Hugo writes no .gz; how much of our time goes into them."""
    packed = sorted(folder.rglob("*.gz"))
    bodies = [path.with_suffix("").read_bytes() for path in packed]
    level = level_of(bodies[0], packed[0].read_bytes())
    started = time.process_time()
    for body in bodies:
        gzip.compress(body, compresslevel=level, mtime=0)
    spent = time.process_time() - started
    return (
        f"Our build also writes a .gz beside each of {len(packed):,} text files, at level {level}: "
        f"{spent:.1f} s of the processor, {spent / build_cpu:.0%} of the build. Hugo writes none."
    )


def level_of(body: bytes, packed: bytes) -> int:
    """The level a file was packed with, found by trying: the nearest size."""
    levels = range(1, 10)
    sizes = {level: len(gzip.compress(body, compresslevel=level, mtime=0)) for level in levels}
    return min(levels, key=lambda level: (abs(sizes[level] - len(packed)), -level))


def measure_memory(site: Site, runs: Runs) -> Figure:
    figure = Figure(f"peak memory, against Hugo's ({site.news:,} news)", HUGO_MEMORY, "MB")
    ours, theirs = site.folder / "measured", site.folder / "measured-hugo"
    for _number in rounds(runs, f"memory with {site.news:,} news"):
        set_aside(ours)
        built = site.export(ours, sampled=True)
        figure.add(built.peak, site.build_hugo(theirs, sampled=True).peak)
    shutil.rmtree(ours)
    shutil.rmtree(theirs)
    return figure
