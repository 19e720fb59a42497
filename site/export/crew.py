"""The work of a full build, shared by processes: each renders units and writes their files.

A process is forked when the tree is read, so that all share one reading of it. What each
has made comes back as rows for the record, and nothing stays in its memory.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.db import connections

from export.build import Build
from export.made import Made, Numbers, PublicFile, digest_of
from export.questions import Answer, Key, Memory
from export.record import Record
from export.render import RenderedUnit, render_unit
from export.write import target, write_compressed

logger = logging.getLogger(__name__)
CHUNK = 150  # units, or outputs of one big unit, that a process is given at a time
AHEAD = 24  # pages of the next chunk: neighbours of the last pages of this one
MOST_NUMBERS = 50_000
PR_SET_PDEATHSIG = 1
NEED_ROWS = {"card", "told", "picture", "document", "chrome"}  # the tree in memory has the others


@dataclass(frozen=True)
class Work:
    """Units, each with the number of its outputs that are done, and pages that these may show."""

    units: list[tuple[Key, int]]
    ahead: list[Key] = field(default_factory=list)

    @property
    def page_ids(self) -> set[int]:
        return {unit[2] for unit, _start in self.units if unit[1] == "page"}

    @property
    def ids_ahead(self) -> set[int]:
        return {unit[2] for unit in self.ahead if unit[1] == "page"}


@dataclass
class Batch:
    """What came of some work. `paths` by unit; `left` is what could not be done in one go."""

    made: Made = field(default_factory=Made)
    paths: dict[Key, list[str]] = field(default_factory=dict)
    failed: list[Key] = field(default_factory=list)
    left: list[tuple[Key, int]] = field(default_factory=list)
    units: int = 0


class Worker:
    """Renders into a folder nobody looks at yet."""

    def __init__(self, build: Build, folder: Path, memory: Memory | None = None):
        self.build = build
        self.folder = folder
        self.memory = memory  # what the record holds; it grows while all work
        self.numbers = Numbers()
        self.handed_in: set[int] = set()
        self.at_hand: set[int] = set()
        build.reading.remembered = self.remembered

    def do(self, work: Work) -> Batch:
        batch = Batch()
        self.at_hand = work.page_ids
        self.build.read_ahead(self.at_hand | work.ids_ahead)
        for unit, start in work.units:
            self.do_unit(unit, start, batch)
        self.hand_in(batch.made)
        self.build.reading.forget()
        return batch

    def remembered(self, keys: list[Key]) -> dict[Key, Answer]:
        """What another batch has answered, where looking it up is less than finding it out: of
        the pages at hand nobody else has told."""
        keys = [key for key in keys if key[0] in NEED_ROWS and key[-1] not in self.at_hand]
        return self.memory(keys) if keys and self.memory else {}

    def hand_in(self, made: Made):
        """The answers that this process has not handed in before."""
        if len(self.numbers) > MOST_NUMBERS:
            self.numbers.clear()
            self.handed_in.clear()
        answers = self.build.reading.answers
        new = {key: answers[key] for key in answers if self.numbers[key] not in self.handed_in}
        made.add_answers(new, self.numbers)
        self.handed_in.update(self.numbers[key] for key in new)

    def do_unit(self, unit: Key, start: int, batch: Batch):
        rendered = render_unit(unit, self.build, part=slice(start, start + CHUNK))
        if rendered.failed:
            batch.failed.append(unit)
        elif len(rendered.paths) > start + CHUNK:
            batch.left.append((unit, start + CHUNK))
        batch.units += start == 0
        batch.paths[unit] = [each.output.path for each in rendered.files]
        put_down(rendered, self.folder, batch.made, self.numbers)
        if unit[1] == "page" and not rendered.failed:
            self.ask_of_page(unit[2])

    def ask_of_page(self, page_id: int):
        for name in settings.TOLD_OF_EVERY_PAGE:
            try:
                self.build.told(name, page_id)
            except Exception:  # whoever shows it will ask again, and tell of it
                logger.exception("%s has no answer for page %s", name, page_id)


def put_down(rendered: RenderedUnit, folder: Path, made: Made, numbers: Numbers):
    """Write a unit's files, and what they were made from."""
    made.add_unit(rendered.unit, rendered.frame, numbers)
    for each in rendered.files:
        output = each.output
        write_compressed(target(folder, output.path), each.body)
        file = PublicFile(output.path, digest_of(each.body), output.last, output.redirect)
        made.add_file(file, rendered.unit, each.frame, numbers)
        made.written += 1


def chunks(units: list[Key]) -> Iterator[Work]:
    for start in range(0, len(units), CHUNK):
        end = start + CHUNK
        yield Work([(unit, 0) for unit in units[start:end]], units[end : end + AHEAD])


def leftovers(batch: Batch) -> Iterator[Work]:
    return (Work([each]) for each in batch.left)


class AloneCrew:
    """One process: this one."""

    def __init__(self, build: Build, folder: Path, record: Record):
        self.worker = Worker(build, folder, record.answers)

    def work(self, units: list[Key]) -> Iterator[Batch]:
        waiting = list(chunks(units))
        while waiting:
            batch = self.worker.do(waiting.pop(0))
            waiting += leftovers(batch)
            yield batch


class ForkedCrew:
    """Several processes. Each opens the database and the record for itself."""

    def __init__(self, build: Build, folder: Path, record: Path, size: int):
        global crew_worker
        crew_worker = Worker(build, folder)
        connections.close_all()
        gc.freeze()  # what is there now is shared by all, as long as nobody counts it anew
        self.pool = ProcessPoolExecutor(
            size, get_context("fork"), start_work, (record, os.getpid())
        )

    def work(self, units: list[Key]) -> Iterator[Batch]:
        running = {self.pool.submit(do, chunk) for chunk in chunks(units)}
        try:
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    batch = future.result()
                    running |= {self.pool.submit(do, each) for each in leftovers(batch)}
                    yield batch
        finally:
            self.pool.shutdown(cancel_futures=True)


crew_worker: Worker


def start_work(record: Path, parent: int):
    """In the new process: it dies when the one that builds dies."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    gc.set_threshold(50_000, 20, 100)
    crew_worker.memory = Record(record).answers


def do(work: Work) -> Batch:
    return crew_worker.do(work)
