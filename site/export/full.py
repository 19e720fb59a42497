"""A full build: everything is rendered first, then written; nothing half-made is ever shown.

A page that cannot be made is a fault: it is told, its files of the last build stay, and the
rest of the site goes on. One bad row must never stop the site.
"""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from export.addresses import application_segments
from export.build import Build
from export.render import render_output
from export.write import HOUSEKEEPING, Folder, Taken
from pages.publishing import Output, file_path

logger = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
SITE, MEDIA, YIELDING = "site", "media", "yielding"


@dataclass(frozen=True)
class Result:
    files: int
    written: int
    removed: int
    seconds: float
    faults: list[str]  # sentences for the admin, in Chinese


@dataclass
class Rendered:
    """What a build has made and not yet written: (path, body) in the order of writing."""

    pages: list[tuple[str, bytes]] = field(default_factory=list)
    lists: list[tuple[str, bytes]] = field(default_factory=list)

    def add(self, output: Output, body: bytes):
        (self.lists if output.last else self.pages).append((output.path, body))


def export_site(out: Path | None = None, progress: Progress | None = None) -> Result:
    """Build the public site into `out` (default: PUBLIC_DIR). One at a time per folder."""
    out = out or settings.PUBLIC_DIR
    started = time.monotonic()
    with only_one(out):
        folder, build = Folder(out), Build()
        write_site(build, folder, progress or (lambda done, total: None))
    return Result(
        len(folder.claimed),
        folder.written,
        folder.removed,
        time.monotonic() - started,
        build.faults,
    )


def write_site(build: Build, folder: Folder, progress: Progress):
    rendered = render_site(build, folder, progress)
    media = claim_media(build, folder)
    folder.keep_what_old_pages_show()
    folder.start()
    write(folder, rendered.pages)
    write_media(build, folder, media)
    write(folder, rendered.lists)
    folder.finish()


def write(folder: Folder, files: Iterable[tuple[str, bytes]]):
    for path, body in files:
        folder.put(path, body)


def render_site(build: Build, folder: Folder, progress: Progress) -> Rendered:
    """Assets and the site's own files, every page, then what gives way to all of them."""
    rendered, total, yielding = Rendered(), len(build.tree.nodes), []
    for output in site_outputs(build):
        if output.gives_way:
            yielding.append(output)
        else:
            folder.claim(SITE, output.path)
            rendered.add(output, render_output(output, build))
    for done, page in enumerate(build.pages(), start=1):
        render_page(page, build, folder, rendered)
        progress(done, total)
    for output in yielding:
        render_yielding(output, build, folder, rendered)
    return rendered


def site_outputs(build: Build) -> Iterator[Output]:
    for provider in settings.SITE_OUTPUTS:
        yield from import_string(provider)(build)


def render_page(page, build: Build, folder: Folder, rendered: Rendered):
    """All outputs of a page, or none: what fails halfway leaves the last build's files."""
    owner = f"page:{page.pk}"
    try:
        made = []
        for output in page.outputs(build):
            refuse_application_address(output.path)
            folder.claim(owner, output.path)
            made.append((output, render_output(output, build)))
    except Taken as taken:
        build.fault(_("“%s”和别的页面争同一个地址：") % page.title + f"/{taken}")
        folder.keep(owner)
    except Exception as error:
        logger.exception("page %s could not be built", page.pk)
        build.fault(_("“%s”没能做出来，先留着旧的：") % page.title + type(error).__name__)
        folder.keep(owner)
    else:
        for output, body in made:
            rendered.add(output, body)


def refuse_application_address(path: str):
    """A page may not take the addresses that the application answers."""
    first = path.partition("/")[0]
    if first in application_segments():
        raise Taken(path)


def render_yielding(output: Output, build: Build, folder: Folder, rendered: Rendered):
    """A redirect, say: it has its place only where nothing else has."""
    try:
        folder.claim(YIELDING, output.path)
    except (Taken, ValueError):
        build.fault(_("这条重定向没有生效，地址已被占用或写得不对：") + f"/{output.path}")
    else:
        rendered.add(output, render_output(output, build))


def claim_media(build: Build, folder: Folder) -> list[tuple[str, str]]:
    """(path, stored name) of the picture sizes and documents that were handed out."""
    media = [(file_path(url), name) for url, name in sorted(build.files.items())]
    for path, _name in media:
        folder.claim(MEDIA, path)
    return media


def write_media(build: Build, folder: Folder, media: list[tuple[str, str]]):
    for path, name in media:
        try:
            with default_storage.open(name) as file:
                folder.put(path, file.read())
        except FileNotFoundError:
            build.fault(_("文件丢了：") + name)


@contextmanager
def only_one(out: Path):
    """Wait for another build of the same folder to end; the lock dies with its process."""
    lock = out / HOUSEKEEPING / "lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with open(lock, "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
