"""Brings a folder to hold exactly the given files, while readers look on.

A file appears by rename, with its .gz before it; what is gone goes last. A file that is
already right is not touched, and a file that no build of ours wrote is never removed: the
folder keeps a manifest of what each owner (a page, the site) put there.
"""

import gzip
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

COMPRESSED = {".html", ".css", ".js", ".svg", ".xml", ".txt", ".json", ".ics"}
SHOWN_BY_PAGES = ("media/", "static/")  # documents are left out: one may have become private
HOUSEKEEPING = ".xinyu"  # the manifest and the lock; never served


class NotOurs(Exception):
    """The output folder holds files, and none of our builds has written there."""


class Taken(Exception):
    """Two owners want the same file, or one wants a file where another wants a folder."""


class Folder:
    """The output folder. Paths are relative, with forward slashes; owners are names."""

    def __init__(self, root: Path):
        self.root = root
        self.before = self.read_manifest()
        self.owners: dict[str, list[str]] = {}
        self.claimed: set[str] = set()
        self.folders: set[str] = set()
        self.keeps_old = False
        self.written = 0
        self.removed = 0

    @property
    def manifest(self) -> Path:
        return self.root / HOUSEKEEPING / "manifest.json"

    def read_manifest(self) -> dict[str, list[str]]:
        """What each owner had there after the last build. Raises NotOurs."""
        if self.manifest.exists():
            return json.loads(self.manifest.read_text())
        if self.root.exists() and any(each.name != HOUSEKEEPING for each in self.root.iterdir()):
            raise NotOurs(str(self.root))
        return {}

    def claim(self, owner: str, path: str):
        """Say who will fill a path. Raises Taken, and ValueError for one outside the folder."""
        parents = {parent.as_posix() for parent in Path(path).parents}
        if path in self.claimed or path in self.folders or parents & self.claimed:
            raise Taken(path)
        self.target(path)
        self.claimed.add(path)
        self.folders |= parents
        self.owners.setdefault(owner, []).append(path)

    def keep(self, owner: str):
        """Leave an owner's files of the last build as they are: it could not be built now."""
        self.release(owner)
        self.keeps_old = True
        for path in self.before.get(owner, ()):
            self.claim_if_free(owner, path)

    def keep_what_old_pages_show(self):
        """A page of the last build still asks for the pictures and styles of the last build."""
        if self.keeps_old:
            for owner, paths in self.before.items():
                for path in paths:
                    if path.startswith(SHOWN_BY_PAGES):
                        self.claim_if_free(owner, path)

    def claim_if_free(self, owner: str, path: str):
        with suppress(Taken):
            self.claim(owner, path)

    def release(self, owner: str):
        self.claimed -= set(self.owners.pop(owner, ()))

    def start(self):
        """Note old and new files before writing, so that a killed build leaves no orphan."""
        owners = self.owners.keys() | self.before.keys()
        both = {name: [*self.owners.get(name, ()), *self.before.get(name, ())] for name in owners}
        replace(self.manifest, json.dumps(both, ensure_ascii=False).encode())

    def put(self, path: str, body: bytes):
        target = self.target(path)
        if not same(target, body):
            if target.suffix in COMPRESSED:
                replace(compressed(target), gzip.compress(body, mtime=0))
            replace(target, body)
            self.written += 1

    def target(self, path: str) -> Path:
        """Where a file goes; a path that would leave the folder is refused."""
        target = (self.root / path).resolve()
        if not target.is_relative_to(self.root.resolve()):
            raise ValueError(f"outside the output folder: {path}")
        return target

    def finish(self):
        """Remove what we wrote once and no longer claim, and the folders that are left empty."""
        gone = {path for paths in self.before.values() for path in paths} - self.claimed
        for path in sorted(gone, reverse=True):
            self.remove(self.target(path))
        replace(self.manifest, json.dumps(self.owners, ensure_ascii=False).encode())

    def remove(self, target: Path):
        if target.is_file():
            target.unlink()
            self.removed += 1
        compressed(target).unlink(missing_ok=True)
        for parent in target.parents:
            if parent == self.root or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def compressed(path: Path) -> Path:
    return path.with_name(path.name + ".gz")


def same(path: Path, body: bytes) -> bool:
    try:
        return path.stat().st_size == len(body) and path.read_bytes() == body
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def replace(path: Path, body: bytes):
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
