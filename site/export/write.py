"""Puts files into the public folder while readers look on.

A file appears by rename, its compressed copies before it. A change is first written whole
beside the site (a full disk harms nothing), then moved in: media, pages, the lists that link
to them, and what is gone goes last. A whole new site is built in a folder of its own, which
then takes the old one's place in one step.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from export.made import PublicFile
from export.record import HOUSEKEEPING
from export.swap import exchanged, move_over

try:
    import brotli
except ImportError:  # an extra: without it there are .gz files only
    brotli = None

COMPRESSED = {".html", ".css", ".js", ".svg", ".xml", ".txt", ".json", ".ics"}


class NotOurs(Exception):
    """The output folder holds files, and none of our builds has written there."""


def refuse_other_peoples(folder: Path):
    """Raises NotOurs for a folder with files in which no build of ours was ever at home."""
    if folder.exists() and not (folder / HOUSEKEEPING).exists() and any(folder.iterdir()):
        raise NotOurs(str(folder))


def target(root: Path, path: str) -> Path:
    """Where a file goes. Raises ValueError for a path that would leave the folder."""
    if path.startswith("/") or ".." in path.split("/"):
        raise ValueError(f"outside the output folder: {path}")
    return root / path


def compressions(path: Path, body: bytes) -> Iterable[tuple[Path, bytes]]:
    if path.suffix in COMPRESSED:
        yield path.with_name(path.name + ".gz"), gzip.compress(body, 6, mtime=0)
        if brotli and settings.BROTLI:
            yield path.with_name(path.name + ".br"), brotli.compress(body, quality=5)


def copies(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in (".gz", ".br")]


def write(path: Path, body: bytes):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def write_compressed(path: Path, body: bytes):
    write(path, body)
    for copy, compressed in compressions(path, body):
        copy.write_bytes(compressed)


def replace(path: Path, body: bytes):
    """The file appears whole, or stays as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".writing-{os.getpid()}-{path.name}")
    try:
        temporary.write_bytes(body)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def same(path: Path, body: bytes) -> bool:
    try:
        return path.stat().st_size == len(body) and path.read_bytes() == body
    except OSError:
        return False


class Patch:
    """A few files of a living folder. Nothing is seen of them before `apply`."""

    def __init__(self, root: Path):
        self.root = root
        self.beside = root / HOUSEKEEPING / "new"
        self.moves: list[tuple[bool, Path, Path]] = []
        self.gone: list[str] = []
        self.folders: set[Path] = set()
        shutil.rmtree(self.beside, ignore_errors=True)

    def put(self, file: PublicFile, body: bytes) -> bool:
        """Write a file beside the site; False when it stands there already, byte for byte."""
        path = target(self.root, file.path)
        if same(path, body):
            return False
        self.folders.add(path.parent)
        with suppress(FileExistsError, NotADirectoryError):  # a file that has yet to go
            path.parent.mkdir(parents=True, exist_ok=True)
        for goal, content in [*compressions(path, body), (path, body)]:
            source = self.beside / str(len(self.moves))
            write(source, content)
            self.moves.append((file.last, source, goal))
        return True

    def remove(self, path: str):
        self.gone.append(path)

    def apply(self):
        """Move in what was written, then take away what is gone. What is begun is noted, so
        that a build that was killed here is answered with a full one."""
        if not (self.moves or self.gone):
            return
        begun = [str(goal.relative_to(self.root)) for _last, _source, goal in self.moves]
        replace(begun_file(self.root), json.dumps([*begun, *self.gone]).encode())
        made_way = self.make_way()
        for _last, source, goal in sorted(self.moves, key=self.turn):
            if not goal.parent.is_dir():
                goal.parent.mkdir(parents=True)
            source.replace(goal)
        for path in sorted(set(self.gone) - made_way, reverse=True):
            remove(self.root, path)

    def turn(self, move: tuple[bool, Path, Path]) -> tuple[bool, bool]:
        """What pages show, pages, then the lists that link to them."""
        last, _source, goal = move
        return last, ".html" in goal.suffixes

    def make_way(self) -> set[str]:
        """What is gone stays until the end, but where a file becomes a folder or a folder a
        file. Returns what has gone: by the end something else may stand there."""
        goals = {goal.relative_to(self.root).as_posix() for _last, _source, goal in self.moves}
        above = {parent.as_posix() for goal in goals for parent in Path(goal).parents}
        parents = {path: {each.as_posix() for each in Path(path).parents} for path in self.gone}
        in_the_way = {path for path in self.gone if path in above or parents[path] & goals}
        for path in in_the_way:
            remove(self.root, path)
        return in_the_way

    def end(self):
        """The record holds what was done."""
        begun_file(self.root).unlink(missing_ok=True)
        self.clear_away()

    def clear_away(self):
        """What was written and isn't moved in; folders made for it go when they are empty."""
        shutil.rmtree(self.beside, ignore_errors=True)
        for folder in self.folders:
            remove_empty(self.root, folder)


def begun_file(root: Path) -> Path:
    return root / HOUSEKEEPING / "begun.json"


def begun(root: Path) -> set[str]:
    """What a build that didn't come to its end may have left in the folder."""
    with suppress(FileNotFoundError, ValueError):
        return set(json.loads(begun_file(root).read_text()))
    return set()


def remove(root: Path, path: str):
    """A file with its compressed copies, and the folders that are left empty."""
    gone = target(root, path)
    for each in (gone, *copies(gone)):
        each.unlink(missing_ok=True)
    remove_empty(root, gone.parent)


def remove_empty(root: Path, folder: Path):
    """A folder, and those above it, as far as nothing is in them."""
    for each in (folder, *folder.parents):
        if each == root:
            break
        try:
            each.rmdir()
        except FileNotFoundError:  # a disk was full before it was made
            continue
        except OSError:
            break


def carry_over(old: Path, new: Path, ours: Callable[[str], bool]):
    """Take along the files of the old folder that no build of ours wrote."""
    for folder, folders, names in os.walk(old):
        if folder == str(old):
            folders[:] = [name for name in folders if name != HOUSEKEEPING]
        for name in [*names, *(each for each in folders if Path(folder, each).is_symlink())]:
            source = Path(folder, name)
            path = source.relative_to(old)
            if not ours(path.as_posix()) and not (new / path).exists():
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, new / path, follow_symlinks=False)


def take_rights(new: Path, old: Path):
    """The new folder is readable by whoever could read the old one."""
    with suppress(OSError):
        shutil.copymode(old, new)
        os.chown(new, old.stat().st_uid, old.stat().st_gid)


def take_place(new: Path, old: Path) -> None:
    """The new folder stands in the old one's place; the old one is kept at "….previous",
    so that a page read a minute ago still finds its style sheet."""
    if not old.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        new.rename(old)
        return
    take_rights(new, old)
    if exchanged(new, old):
        clear_away_previous(old)
        new.rename(previous_of(old))
    else:
        replace(begun_file(old), b'["everything"]')
        move_over(new, old)
        begun_file(old).unlink(missing_ok=True)


def clear_away_next(folder: Path):
    """What a full build that was killed has left beside the folder."""
    left = next_of(folder)
    if left.is_dir():
        shutil.rmtree(left)
    else:
        left.unlink(missing_ok=True)


def clear_away_previous(folder: Path):
    """The site before the present one: the present one will take its place."""
    shutil.rmtree(previous_of(folder), ignore_errors=True)


def next_of(folder: Path) -> Path:
    return folder.with_name(folder.name + ".next")


def previous_of(folder: Path) -> Path:
    return folder.with_name(folder.name + ".previous")
