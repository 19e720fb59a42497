"""The folder of sealed files, settings.PAPERS_DIR: random names, nothing in the clear.

A file is written whole before the row that names it, and removed after the row has gone; what a
crash leaves between the two is found by `sweep`.
"""

import logging
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from service_requests.encryption import is_current, reseal, seal_bytes, unseal_bytes

logger = logging.getLogger(__name__)

SHELVES = [f"{number:02x}" for number in range(256)]  # folders, so that none grows large


class Lost(Exception):
    """There is no such file any more."""


def path_of(name: str) -> Path:
    return Path(settings.PAPERS_DIR) / name[:2] / name


def put(content: bytes) -> str:
    """Seal and write; the name to find it by. Raises OSError where the disk won't take it."""
    name = secrets.token_hex(16)
    write(path_of(name), seal_bytes(content))
    return name


def get(name: str) -> bytes:
    """Raises Lost, or Unreadable without the key."""
    try:
        return unseal_bytes(path_of(name).read_bytes())
    except FileNotFoundError as error:
        raise Lost(name) from error


def is_there(name: str) -> bool:
    return path_of(name).exists()


def remove(name: str):
    path_of(name).unlink(missing_ok=True)


def is_under_first_key(name: str) -> bool:
    return is_current(ciphertext(name))


def take_over(name: str):
    """Put one file under the first key. Killed at any moment, it leaves the old file or the new
    one, whole; done twice, it does no harm. Raises Lost, or Unreadable."""
    write(path_of(name), reseal(ciphertext(name)).encode())


def ciphertext(name: str) -> str:
    """Raises Lost."""
    try:
        return path_of(name).read_text("ascii")
    except FileNotFoundError as error:
        raise Lost(name) from error


def write(path: Path, sealed: bytes):
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    keep_the_name(path.parent)


def keep_the_name(folder: Path):
    """Through a power cut: a new name is in its folder, not in the file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def has_room() -> bool:
    """Whether the disk has more left than the database and everything else need."""
    folder = Path(settings.PAPERS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free > settings.PAPERS_KEEP_FREE


def names(shelf: str) -> list[str]:
    folder = Path(settings.PAPERS_DIR) / shelf
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def older_than(shelf: str, seconds: float) -> Iterator[str]:
    """Names of files, unfinished ones among them, that were written longer ago."""
    before = time.time() - seconds
    for name in names(shelf):
        try:
            if path_of(name).stat().st_mtime < before:
                yield name
        except FileNotFoundError:
            continue
