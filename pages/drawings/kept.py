"""Drawn pictures, kept from one build to the next. Losing them costs time and nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import __version__ as pillow
from PIL import features

from pages.drawings import fonts

WHOLE = b"IEND\xaeB`\x82"  # the end of a PNG
DAY = 24 * 60 * 60
UNUSED = 60 * DAY


def kept(words: Any, draw: Callable[[], bytes]) -> bytes:
    """The picture of these words (whatever JSON can hold): the one that is kept, or a new one."""
    key = digest([words, tools()])
    path = settings.DRAWINGS_DIR / key[:2] / f"{key}.png"
    with suppress(OSError):
        found = path.read_bytes()
        if found.endswith(WHOLE):
            note_use(path)
            return found
    made = draw()
    with suppress(OSError):  # a disk without room stops a build elsewhere, and says so
        keep(path, made)
    return made


def version(words: Any) -> str:
    """Names what is drawn in an address, so that a changed picture is fetched anew."""
    return digest(words)[:10]


def digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


@lru_cache(maxsize=1)
def tools() -> str:
    """Everything besides the words that a picture is made with."""
    code = sorted(Path(__file__).parent.glob("*.py"))
    drawn_by = hashlib.sha256(b"".join(file.read_bytes() for file in code)).hexdigest()
    versions = [features.version(name) or "" for name in ("freetype2", "zlib")]
    return " ".join([drawn_by, pillow, *versions, fonts.identity()])


def keep(path: Path, body: bytes):
    """It appears whole. Neighbours that no build has asked for in weeks go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
    Path(name).replace(path)
    for each in path.parent.iterdir():
        if each.stat().st_mtime < time.time() - UNUSED:
            each.unlink(missing_ok=True)


def note_use(path: Path):
    if path.stat().st_mtime < time.time() - DAY:
        path.touch()
