"""The files of a backup: sealed papers, pictures and documents.

What hasn't changed since the last backup in the same place is the same file on the disk, under
one more name (a hard link): thirty backups take little more room than one.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

UNFINISHED = ".part"  # what somebody is about to write


def files_in(folder: Path) -> Iterator[Path]:
    """Relative to the folder, in order; links are not followed."""
    for place, _folders, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = Path(place) / name
            if path.is_file() and not path.is_symlink() and path.suffix != UNFINISHED:
                yield path.relative_to(folder)


def copy_files(source: Path, target: Path, before: Path | None, tell: Callable[[int, int], None]):
    """How many. A file that goes away meanwhile was meant to go."""
    wanted = list(files_in(source))
    make_folder(target)
    copied = 0
    for path in wanted:
        make_folder((target / path).parent)
        copied += copy(source / path, target / path, before / path if before else None)
        tell(copied, len(wanted))
    return copied


def make_folder(folder: Path):
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def copy(source: Path, target: Path, before: Path | None) -> bool:
    try:
        if before and is_same(source, before) and link(before, target):
            return True
        with source.open("rb") as given:
            written = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(written, "wb") as taken:
                shutil.copyfileobj(given, taken)
            kept = os.fstat(given.fileno())
    except FileNotFoundError:
        return False
    os.utime(target, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    return True


def is_same(source: Path, before: Path) -> bool:
    """Files are replaced here, never changed in place."""
    try:
        now, then = source.stat(), before.stat()
    except FileNotFoundError:
        return False
    return (now.st_size, now.st_mtime_ns) == (then.st_size, then.st_mtime_ns)


def link(before: Path, target: Path) -> bool:
    """Whether this disk has hard links; a stick often has none."""
    try:
        os.link(before, target)
    except FileNotFoundError:
        raise
    except OSError:
        return False
    return True
