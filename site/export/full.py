"""A full build: the whole site, in a folder of its own, which then takes the old one's place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from django.apps import apps
from django.conf import settings
from django.db import connection

from export.build import Build
from export.crew import AloneCrew, Batch, ForkedCrew, put_down
from export.made import Made, PublicFile
from export.media import MEDIA, take_media
from export.questions import Frame, Key
from export.record import RECORD, Record, open_record
from export.render import render_unit, taken, title_of
from export.sweep import see_everything
from export.write import (
    begun,
    carry_over,
    clear_away_next,
    clear_away_previous,
    next_of,
    take_place,
    target,
    write_compressed,
)
from pages.models import BasePage

Progress = Callable[[int, int], None]
REDIRECTS: Key = ("unit", "site", "export.site_files.redirects")
WORTH_FORKING = 400  # pages
SHOWN_BY_PAGES = ("media/", "static/")


class FullBuild:
    """Builds beside the folder. Nothing is seen of it before `finish`."""

    def __init__(self, out: Path, build: Build):
        self.out, self.new = out, next_of(out)
        clear_away_next(out)
        self.old = open_record(out)
        self.record = Record(self.new / RECORD)
        self.build = build
        self.claims: dict[str, Key] = {}
        self.contested: set[str] = set()
        self.kept = 0
        self.rendered = self.files = self.written = self.removed = 0

    def run(self, progress: Progress):
        with self.record.changing():
            see_everything(self.record)
            self.record.set_nodes((), self.build.tree.nodes())
        self.render_units(progress)
        for path in sorted(self.contested):
            self.settle(path)
        self.render_redirects()
        with self.record.changing():
            self.write_media()
            self.note_entries()
        self.record.finish()

    def units(self) -> list[Key]:
        """Pages first, the deepest before those that list them; neighbours in a list together."""
        places = self.places()
        nodes = sorted(
            self.build.tree.nodes(),
            key=lambda node: (-len(node.path), node.kind, places.get(node.id, 0)),
        )
        pages: list[Key] = [("unit", "page", node.id) for node in nodes]
        return [*pages, *(("unit", "site", name) for name in settings.SITE_OUTPUTS)]

    def places(self) -> dict[int | None, int]:
        """The place of each page in the order of its kind."""
        models = (model for model in apps.get_models() if issubclass(model, BasePage))
        entries = (enumerate(self.build.entries(model._meta.label_lower)) for model in models)
        return {entry.id: place for held in entries for place, entry in held}

    def render_units(self, progress: Progress):
        units, done = self.units(), 0
        failed: list[Key] = []
        crew = self.crew(len(units))
        self.clearing = Thread(target=clear_away_previous, args=(self.out,))
        self.clearing.start()
        for batch in crew.work(units):
            with self.record.changing():
                self.record.add(batch.made)
            self.note_claims(batch)
            failed += batch.failed
            done += batch.units
            self.rendered += batch.made.written
            progress(done, len(units))
        with self.record.changing():
            self.keep_old(failed)

    def crew(self, units: int) -> AloneCrew | ForkedCrew:
        processes = settings.EXPORT_PROCESSES or os.cpu_count() or 1
        # A transaction that isn't committed can be seen by this process only.
        if processes > 1 and units > WORTH_FORKING and not connection.in_atomic_block:
            return ForkedCrew(self.build, self.new, self.new / RECORD, processes)
        return AloneCrew(self.build, self.new, self.record)

    # addresses that two want

    def note_claims(self, batch: Batch):
        for unit, paths in batch.paths.items():
            for path in paths:
                first = self.claims.setdefault(path, unit)
                if first != unit:
                    self.contested.add(path)
                    self.claims[path] = min(first, unit, key=precedence)

    def settle(self, path: str):
        """Of two that want a file, the site's own comes first, then the older page."""
        winner = self.claims[path]
        made, numbers = Made(), self.record.numbers
        put_down(
            render_unit(winner, self.build, lambda each: each.path == path), self.new, made, numbers
        )
        made.faults.append((numbers[winner], taken(title_of(winner, self.build), path), False))
        with self.record.changing():
            self.record.add(made)

    def render_redirects(self):
        self.build.claimed = self.claims.__contains__
        made, numbers = Made(), self.record.numbers
        put_down(render_unit(REDIRECTS, self.build), self.new, made, numbers)
        made.add_answers(self.build.reading.answers, numbers)
        with self.record.changing():
            self.record.add(made)

    # pages that could not be made

    def keep_old(self, failed: list[Key]):
        """Their files of the last build stay, with the pictures and styles that these show."""
        if not (failed and self.old):
            return
        paths = {path for unit in failed for path in self.old.paths(unit)}
        files = list(self.old.files())
        shown = {file.path for file in files if file.path.startswith(SHOWN_BY_PAGES)}
        made = Made()
        for file in files:
            if file.path in paths | shown and file.path not in self.claims:
                owner = self.old.unit_of(file.path) or MEDIA
                self.keep(file, owner, made)
        self.record.add(made)

    def keep(self, file: PublicFile, owner: Key, made: Made):
        with suppress(FileNotFoundError):
            body = target(self.out, file.path).read_bytes()
            write_compressed(target(self.new, file.path), body)
            made.add_file(file, owner, Frame(), self.record.numbers)
            self.claims[file.path] = owner
            self.kept += 1

    # media

    def write_media(self):
        made = Made()
        for url, name in self.record.media().items():
            if found := take_media(url, name, made, self.record.numbers):
                file, body = found
                write_compressed(target(self.new, file.path), body)
        self.record.add(made)

    def note_entries(self):
        kinds = self.record.column("select distinct kind from list")
        for kind in kinds:
            self.record.set_entries(kind, self.build.entries(kind))

    # the change-over

    def finish(self, **about: str):
        """The new folder takes the old one's place."""
        self.record.tell(**about, contested=str(len(self.contested)), kept=str(self.kept))
        before = digests(self.old) if self.old else {}
        after = digests(self.record)
        self.close()
        self.clearing.join()
        ours = before.keys() | after.keys() | begun(self.out)
        if self.out.exists() and self.old:  # else nobody knows whose a file is
            carry_over(self.out, self.new, lambda path: plain(path) in ours)
        take_place(self.new, self.out)
        self.files = len(after)
        self.written = sum(before.get(path) != digest for path, digest in after.items())
        self.removed = len(before.keys() - after.keys())

    def close(self):
        self.record.close()
        if self.old:
            self.old.close()

    def abandon(self):
        self.close()
        shutil.rmtree(self.new, ignore_errors=True)


def digests(record: Record) -> dict[str, str]:
    return {file.path: file.digest for file in record.files()}


def precedence(unit: Key) -> tuple:
    return (unit[1] != "site", str(unit[2]).zfill(12))


def plain(path: str) -> str:
    """The file that a compressed copy stands beside."""
    return path.removesuffix(".gz").removesuffix(".br")
