"""What a build has made, as rows for the record: small, and quick to hand from one process
to another."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
from dataclasses import dataclass, field
from typing import Any

from export.questions import Answer, Frame, Key


@dataclass(frozen=True)
class PublicFile:
    """A file of the public site. `digest` is of its plain bytes, hex; `redirect` the address
    that it leads on to, or ""."""

    path: str
    digest: str
    last: bool = False
    redirect: str = ""


class Numbers(dict[Key, int]):
    """A number for each key: 63 bits of its name's hash, so that no number is looked up."""

    def __missing__(self, key: Key) -> int:
        digest = hashlib.blake2b(name_of(key).encode(), digest_size=8).digest()
        number = self[key] = int.from_bytes(digest, "big") >> 1
        return number


name_of = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def key_of(name: str) -> Key:
    return as_tuples(json.loads(name))


def as_tuples(value: Any) -> Any:
    return tuple(as_tuples(each) for each in value) if isinstance(value, list) else value


def file_key(path: str) -> Key:
    return ("file", path)


@dataclass
class Made:
    """Rows of the record's tables; see `export.record`."""

    keys: list[tuple] = field(default_factory=list)
    reads: list[tuple[int, int]] = field(default_factory=list)
    files: list[tuple] = field(default_factory=list)
    media: list[tuple] = field(default_factory=list)
    faults: list[tuple[int, str, bool]] = field(default_factory=list)
    lists: list[tuple[str, int]] = field(default_factory=list)
    written: int = 0

    def add_answers(self, answers: dict[Key, Answer], numbers: Numbers):
        for key, answer in answers.items():
            blob = pickled(answer.value)
            number = self.add_key(key, answer.frame, numbers, digest_of(blob), blob)
            self.media += ((path, number, name) for path, name in answer.frame.media.items())
            if key[0] == "ids":
                self.lists.append((key[1], number))

    def add_unit(self, unit: Key, frame: Frame, numbers: Numbers):
        self.add_key(unit, frame, numbers)

    def add_file(self, file: PublicFile, unit: Key, frame: Frame, numbers: Numbers):
        self.add_key(file_key(file.path), frame, numbers)
        row = (file.path, numbers[unit], file.digest, int(file.last), file.redirect)
        self.files.append(row)

    def add_key(self, key: Key, frame: Frame, numbers: Numbers, digest=None, blob=None) -> int:
        number = numbers[key]
        self.keys.append((number, name_of(key), digest, blob))
        self.reads += ((number, numbers[read]) for read in frame.reads)
        self.faults += ((number, sentence, frame.failed) for sentence in frame.faults)
        return number


def pickled(value: Any) -> bytes:
    """The same bytes for the same value: without the short cuts that depend on which parts
    happen to be one object."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, 5)
    pickler.fast = True
    pickler.dump(value)
    return stream.getvalue()


def digest_of(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()
