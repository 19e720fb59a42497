"""A full build: every output of every live page, rendered and written."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.module_loading import import_string

from export.build import Build
from export.render import render_output
from export.write import Folder
from pages.publishing import Output, file_path

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Result:
    files: int
    written: int
    removed: int
    seconds: float


def export_site(out: Path | None = None, progress: Progress | None = None) -> Result:
    """Build the public site into `out` (default: PUBLIC_DIR). One at a time per folder."""
    out = out or settings.PUBLIC_DIR
    started = time.monotonic()
    with only_one(out):
        folder = Folder(out)
        build = Build()
        write_outputs(build, folder, progress or (lambda done, total: None))
        folder.finish()
    return Result(len(folder.kept), folder.written, folder.removed, time.monotonic() - started)


def write_outputs(build: Build, folder: Folder, progress: Progress):
    """Pages first, then the files they show, then the lists that link to them."""
    total, lists = len(build.tree.nodes), []
    for done, output in outputs(build):
        if output.last:
            lists.append(output)
        else:
            folder.put(output.path, render_output(output, build))
        progress(done, total)
    late = [(output.path, render_output(output, build)) for output in lists]
    write_media(build, folder)
    for path, body in late:
        folder.put(path, body)


def outputs(build: Build) -> Iterator[tuple[int, Output]]:
    """All outputs, each with the number of pages done so far. Assets come first."""
    for provider in settings.SITE_OUTPUTS:
        for output in import_string(provider)(build):
            yield 0, output
    for done, page in enumerate(build.pages(), start=1):
        for output in page.outputs(build):
            yield done, output


def write_media(build: Build, folder: Folder):
    """The picture sizes and documents that were handed out, and no others."""
    for url, name in sorted(build.files.items()):
        with default_storage.open(name) as file:
            folder.put(file_path(url), file.read())


@contextmanager
def only_one(out: Path):
    """Wait for another build of the same folder to end; the lock dies with its process."""
    out.mkdir(parents=True, exist_ok=True)
    with open(out.parent / f".{out.name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
