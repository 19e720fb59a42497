"""Brings a folder to hold exactly the given files, while readers look on.

A file appears by rename, with its .gz before it; new pages come before the lists that link
to them, and what is gone goes last. A file that is already right is not touched.
"""

import gzip
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

COMPRESSED = {".html", ".css", ".js", ".svg", ".xml", ".txt", ".json", ".ics"}


@dataclass
class Folder:
    """The output folder. `kept` are the files of this build, by their relative path."""

    root: Path
    kept: set[str] = field(default_factory=set)
    written: int = 0
    removed: int = 0

    def put(self, path: str, body: bytes):
        target = self.target(path)
        self.kept.add(path)
        compressed = target.suffix in COMPRESSED
        if compressed:
            self.kept.add(path + ".gz")
        if not same(target, body):
            if compressed:
                replace(target.with_name(target.name + ".gz"), gzip.compress(body, mtime=0))
            replace(target, body)
            self.written += 1

    def target(self, path: str) -> Path:
        """Where a file goes; a path that would leave the folder is refused."""
        target = (self.root / path).resolve()
        if not target.is_relative_to(self.root.resolve()):
            raise ValueError(f"outside the output folder: {path}")
        return target

    def finish(self):
        """Remove what no longer belongs, then the folders that are left empty."""
        for path in sorted(self.root.rglob("*"), reverse=True):
            relative = path.relative_to(self.root).as_posix()
            if path.is_dir():
                remove_if_empty(path)
            elif relative not in self.kept:
                path.unlink()
                self.removed += 1


def same(path: Path, body: bytes) -> bool:
    try:
        return path.stat().st_size == len(body) and path.read_bytes() == body
    except (FileNotFoundError, NotADirectoryError):
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


def remove_if_empty(path: Path):
    if not any(path.iterdir()):
        path.rmdir()
