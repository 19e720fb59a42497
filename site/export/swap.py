"""Two folders change places in one step, where the system can do that."""

import ctypes
import os
import shutil
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def exchange(new: Path, old: Path):
    """`new` stands at `old` afterwards, and `old` at `new`, without a moment in between.

    Where two folders cannot be exchanged (another system, a mount point), the files are
    moved over one by one: first what is new, then what is gone.
    """
    if not old.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        new.rename(old)
    elif not exchanged(new, old):
        move_over(new, old)


def exchanged(new: Path, old: Path) -> bool:
    """Linux, renameat2(2); False where it is not to be had."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    places = (AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(old))
    return renameat2(*places, RENAME_EXCHANGE) == 0


def move_over(new: Path, old: Path):
    """HTML last, so that what a page needs is there before the page is."""
    files = [path.relative_to(new) for path in new.rglob("*") if path.is_file()]
    for path in sorted(files, key=lambda path: (path.suffix == ".html", -len(path.parts))):
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(new / path, old / path)
    kept = set(files)
    for path in sorted(old.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(old) not in kept:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    shutil.rmtree(new, ignore_errors=True)
