"""What the proofs came to, as rows of a table: read from pytest's report, written into a page.

A row stays until its proof is run again; each says when it was run and on what machine.
"""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

BEGIN, END = "<!-- results -->", "<!-- end of results -->"
HEAD = ["| proof | tried | time | result | when and where |", "|---|---|---|---|---|"]
QUIET = 0.5  # of the machine's load, per core


@dataclass
class Row:
    """What all tests of one proof came to."""

    tests: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    tried: tuple[str, ...] = ()

    def add(self, case: ElementTree.Element):
        tried = (each.get("value", "") for each in case.iter("property"))
        self.tests += 1
        self.failed += case.find("failure") is not None or case.find("error") is not None
        self.skipped += case.find("skipped") is not None
        self.seconds += float(case.get("time", 0))
        self.tried += tuple(value for value in tried if value not in self.tried)

    @property
    def result(self) -> str:
        if self.failed:
            return f"{self.failed} of {self.tests} failed"
        if self.skipped:
            return f"{self.skipped} of {self.tests} not tried here"
        return "holds"

    def line(self, title: str, circumstances: str) -> str:
        tried = "; ".join(self.tried) or f"{self.tests} cases"
        return f"| {title} | {tried} | {self.seconds:.0f} s | {self.result} | {circumstances} |"


def rows_of(report: Path, files: list[str]) -> dict[str, Row]:
    """By the file of the tests, from pytest's report."""
    rows = {file: Row() for file in files}
    names = {file.replace("/", "."): file for file in files}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it
        place = f"{case.get('classname', '')}."  # tests, folders, the file, and a class perhaps
        rows[next(file for name, file in names.items() if f".{name}." in place)].add(case)
    return {file: row for file, row in rows.items() if row.tests}


def circumstances(load: float) -> str:
    """When, on what, and whether something else was going on: `load` is from before the run."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    busy = ", beside other work" if load > QUIET * cores else ""
    machine = f"{cores} cores, {memory:.0f} GB, Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {machine}{busy}"


def merge(page: Path, new: dict[str, str], order: list[str]):
    """Put lines by their title into the table of a page, among those that are there."""
    before, _begin, rest = page.read_text().partition(BEGIN)
    old, _end, after = rest.partition(END)
    there = {title_of(line): line for line in old.splitlines() if line.startswith("| ")}
    lines = [line for title in order if (line := (there | new).get(title))]
    page.write_text("\n".join([f"{before}{BEGIN}", *HEAD, *lines, f"{END}{after}"]))


def title_of(line: str) -> str:
    return line.split("|")[1].strip()
