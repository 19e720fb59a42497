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
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.db import connections

from export.build import Build
from export.made import Made, Numbers, PublicFile, digest_of
from export.questions import Key
from export.record import Record
from export.render import RenderedUnit, render_unit
from export.write import target, write_compressed

logger = logging.getLogger(__name__)
CHUNK = 200  # units, or outputs of one big unit, that a process is given at a time
MOST_NUMBERS = 50_000
PR_SET_PDEATHSIG = 1

Work = list[tuple[Key, int]]  # units, each with the number of its outputs that are done


@dataclass
class Batch:
    """What came of some work. `paths` by unit; `left` is what could not be done in one go."""

    made: Made = field(default_factory=Made)
    paths: dict[Key, list[str]] = field(default_factory=dict)
    failed: list[Key] = field(default_factory=list)
    left: Work = field(default_factory=list)
    units: int = 0


class Worker:
    """Renders into a folder nobody looks at yet."""

    def __init__(self, build: Build, folder: Path):
        self.build = build
        self.folder = folder
        self.numbers = Numbers()

    def do(self, work: Work) -> Batch:
        batch = Batch()
        self.build.read_ahead(name for (_unit, owner, name), _start in work if owner == "page")
        for unit, start in work:
            self.do_unit(unit, start, batch)
        batch.made.add_answers(self.build.reading.answers, self.numbers)
        self.build.reading.forget()
        if len(self.numbers) > MOST_NUMBERS:
            self.numbers.clear()
        return batch

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


def chunks(work: Iterable[tuple[Key, int]]) -> Iterator[Work]:
    chunk: Work = []
    for item in work:
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class AloneCrew:
    """One process: this one."""

    def __init__(self, build: Build, folder: Path):
        self.worker = Worker(build, folder)

    def work(self, units: list[Key]) -> Iterator[Batch]:
        waiting = list(chunks((unit, 0) for unit in units))
        while waiting:
            batch = self.worker.do(waiting.pop(0))
            waiting += [[each] for each in batch.left]
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
        running = {self.pool.submit(do, chunk) for chunk in chunks((unit, 0) for unit in units)}
        try:
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    batch = future.result()
                    running |= {self.pool.submit(do, [each]) for each in batch.left}
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
    crew_worker.build.reading.remembered = Record(record).answer


def do(work: Work) -> Batch:
    return crew_worker.do(work)
