"""Two folders change places in one step, where the system can do that."""

import ctypes
import os
import shutil
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def exchanged(new: Path, old: Path) -> bool:
    """`new` stands at `old` afterwards, and `old` at `new`, without a moment in between.

    By Linux's renameat2(2); False where that is not to be had (another system, a mount point).
    """
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    places = (AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(old))
    return renameat2(*places, RENAME_EXCHANGE) == 0


def move_over(new: Path, old: Path):
    """File by file: first what pages show, then pages; hidden notes last, what is gone then."""
    files = [path.relative_to(new) for path in new.rglob("*") if path.is_file()]
    for path in sorted(files, key=turn):
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        arriving = (old / path).with_name(f".arriving-{path.name}")
        shutil.move(new / path, arriving)
        arriving.replace(old / path)
    kept = set(files)
    for path in sorted(old.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(old) not in kept:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    shutil.rmtree(new, ignore_errors=True)


def turn(path: Path) -> tuple[bool, bool, int]:
    return path.parts[0].startswith("."), ".html" in path.suffixes, -len(path.parts)
