"""Makes one backup: database, papers, media. Written beside its place under a name that nobody
takes for a backup, and renamed when all of it is on the disk."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from config.backups.database import copy_database, file_name
from config.backups.faults import Failed, in_words
from config.backups.files import copy_files

NAME = re.compile(r"xinyu-\d{8}-\d{6}")
UNFINISHED = re.compile(r"\.xinyu-\d{8}-\d{6}\.(part|gone)")
NOTE = "backup.json"  # what tells a backup of ours from a folder that is only called like one
MADE_BY = "xinyu backup"
FOLDERS = {"papers": "PAPERS_DIR", "media": "MEDIA_ROOT"}

Tell = Callable[[str, int, int], None]  # what, done, of


@dataclass(frozen=True)
class Made:
    folder: Path
    database: int  # bytes
    papers: int
    media: int


def back_up(place: Path, tell: Tell = lambda what, done, of: None) -> Made:
    """Raises Failed, and leaves nothing then."""
    refuse_served(place)
    with in_words(), alone_in(place):
        name = f"xinyu-{timezone.localtime():%Y%m%d-%H%M%S}"
        part = place / f".{name}.part"
        part.mkdir(mode=0o700)
        try:
            counts = write(part, newest(place), tell)
            os.sync()
            part.rename(place / name)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        return Made(place / name, (place / name / file_name()).stat().st_size, **counts)


def write(part: Path, before: Path | None, tell: Tell) -> dict[str, int]:
    """The database first: a paper that comes later is nobody's yet, and is swept away; one that
    goes meanwhile was meant to go."""
    copy_database(part / file_name(), lambda done, of: tell(_("数据库"), done, of))
    counts = {}
    for name, setting in FOLDERS.items():
        last = before / name if before else None
        what = {"papers": _("材料"), "media": _("图片和文档")}[name]

        def say(done, of, what=what):
            tell(what, done, of)

        counts[name] = copy_files(Path(getattr(settings, setting)), part / name, last, say)
    note = {"made_by": MADE_BY, "database": connection.vendor, **counts}
    path = part / NOTE
    path.touch(mode=0o600)
    path.write_text(json.dumps(note, indent=2))
    return counts


def refuse_served(place: Path):
    """What lies in these folders is given to readers, or taken into the next backup."""
    for name in ("PUBLIC_DIR", "MEDIA_ROOT", "STATIC_ROOT", "PAPERS_DIR"):
        folder = Path(getattr(settings, name)).resolve()
        if place.resolve().is_relative_to(folder):
            words = _("备份不要放在 %s 里：那里的文件会送给读者，或者会被删掉。换一个地方。")
            raise Failed(words % folder)


@contextmanager
def alone_in(place: Path) -> Iterator[None]:
    """One at a time; what one that was killed left behind is cleared away."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(place / ".xinyu-backup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise Failed(_("这里正在做另一个备份，等它做完。")) from None
    try:
        for path in place.iterdir():
            if UNFINISHED.fullmatch(path.name):
                shutil.rmtree(path)
        yield
    finally:
        os.close(handle)


def backups_in(place: Path) -> list[Path]:
    """Those that this command made, the oldest first."""
    found = sorted(place.iterdir()) if place.is_dir() else []
    return [path for path in found if NAME.fullmatch(path.name) and note_of(path)]


def newest(place: Path) -> Path | None:
    return next(reversed(backups_in(place)), None)


def note_of(folder: Path) -> dict:
    """What a backup says of itself; nothing where a folder is none of ours."""
    try:
        note = json.loads((folder / NOTE).read_text())
    except (OSError, ValueError):
        return {}
    ours = isinstance(note, dict) and note.get("made_by") == MADE_BY
    return note if ours and not folder.is_symlink() else {}


def forget_old(place: Path, keep: int) -> list[Path]:
    """Delete all but the newest; those that went. One half deleted is no longer called a backup."""
    with in_words(), alone_in(place):
        old = backups_in(place)[:-keep]
        for path in old:
            shutil.rmtree(path.rename(path.with_name(f".{path.name}.gone")))
    return old
