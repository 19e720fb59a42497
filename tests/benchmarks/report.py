"""The figures as a table, on the terminal and between two marks of docs/performance.md."""

import os
import platform
import re
import sqlite3
import subprocess
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.benchmarks.django_site import ROOT
from tests.benchmarks.figures import HEADINGS, Figure
from tests.benchmarks.serving import program
from tests.benchmarks.sites import hugo

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def markdown(figures: list[Figure], notes: list[str]) -> str:
    rows = [HEADINGS, ["---"] * len(HEADINGS), *(figure.row() for figure in figures)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    listed = "\n".join(f"- {note}" for note in notes)
    return f"{machine()}\n\n{table}\n\n{listed}\n"


def plain(figures: list[Figure], notes: list[str]) -> str:
    """For the terminal: columns side by side."""
    rows = [HEADINGS, *(figure.row() for figure in figures)]
    rows = [[cell.replace("**", "") for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return "\n".join([machine(), "", *lines, "", *notes])


def machine() -> str:
    memory = psutil.virtual_memory().total / 1024**3
    versions = {
        "Python": platform.python_version(),
        "Django": version("django"),
        "Wagtail": version("wagtail"),
        "SQLite": sqlite3.sqlite_version,
        "granian": version("granian"),
        "wagtail-bakery": version("wagtail-bakery"),
        "Hugo": told_by([hugo(), "version"], r"v([\d.]+)"),
        "nginx": told_by([program("nginx"), "-v"], r"nginx/([\d.]+)"),
        "wrk": told_by([program("wrk"), "-v"], r"wrk \S*?([\d.]+)"),
    }
    listed = ", ".join(f"{name} {number}" for name, number in versions.items() if number)
    cores = len(os.sched_getaffinity(0))
    return f"{date.today().isoformat()}, {cores} cores, {memory:.0f} GB, {listed}."


def told_by(command: list[str | None], pattern: str) -> str:
    """The version that a program tells; "" where it isn't there."""
    if command[0] is None:
        return ""
    words = [each for each in command if each]
    answer = subprocess.run(words, capture_output=True, text=True, check=False)
    found = re.search(pattern, answer.stdout + answer.stderr)
    return found[1] if found else ""


def write(text: str, page: Path = PAGE):
    """Put the figures between the marks; the prose around them stays."""
    before, _begin, rest = page.read_text().partition(BEGIN)
    _old, _end, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{text}{END}{after}")
