"""Mirrors the exported folder into an S3-compatible bucket: what changed, and nothing else.

The bucket keeps a manifest of what we put there, and the manifest is true at every moment:
before anything is touched, all that will be is noted as unknown, so the next run does whatever
a killed one left undone. An object that we did not put there is never removed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.encoding import iri_to_uri

from config.public_files import cache_control, content_type
from export.bucket_store import BucketFault, Store, faults_told, in_parallel
from export.made import PublicFile

__all__ = ["BucketFault", "PublicFile", "Sent", "mirror"]
MANIFEST = ".xinyu/manifest.json.gz"
UNKNOWN = ""  # ours, and being changed: no state that a file could have


@dataclass(frozen=True)
class Sent:
    uploaded: int
    deleted: int
    seconds: float


def mirror(folder: Path, files: Iterable[PublicFile]) -> Sent:
    """Bring the bucket to hold `files` and no other of ours. Raises BucketFault.

    One at a time: the caller holds the folder's lock. Without a bucket nothing happens.
    """
    if not settings.BUCKET:
        return Sent(0, 0, 0.0)
    started = time.monotonic()
    with faults_told():
        uploaded, deleted = Mirror(folder, Store()).bring_to(list(files))
    return Sent(uploaded, deleted, time.monotonic() - started)


class Mirror:
    """`known` is the manifest: the state of each object of ours, by its path in the folder."""

    def __init__(self, folder: Path, store: Store):
        self.folder = folder
        self.store = store
        self.known: dict[str, str] = {}
        self.read_manifest()

    def bring_to(self, files: list[PublicFile]) -> tuple[int, int]:
        """(how many were uploaded, how many removed)."""
        states = {file.path: self.state(file) for file in files}
        changed = [file for file in files if self.known.get(file.path) != states[file.path]]
        gone = sorted(self.known.keys() - states.keys())
        if not changed and not gone:
            return 0, 0
        self.known |= dict.fromkeys([*(file.path for file in changed), *gone], UNKNOWN)
        self.write_manifest()
        try:
            for phase in phases(changed):
                in_parallel(self.upload, phase)
            deleted = sum(in_parallel(self.delete, gone))
        except BaseException:
            with suppress(Exception):  # the first fault is the one to tell
                self.write_manifest()
            raise
        self.write_manifest()
        return len(changed), deleted

    def upload(self, file: PublicFile):
        with open(self.body(file.path), "rb") as body:
            self.store.put(file.path, body, self.state(file), **self.headers(file))
        self.known[file.path] = self.state(file)

    def delete(self, path: str) -> bool:
        """Asks the object first: someone else may have put another in its place."""
        ours = self.store.state(path) is not None
        if ours:
            self.store.delete(path)
        del self.known[path]
        return ours

    def body(self, path: str) -> Path:
        """The file, or the compressed one beside it: an object has one encoding for everyone."""
        compressed = self.folder / f"{path}.gz"
        return compressed if compressed.exists() else self.folder / path

    def headers(self, file: PublicFile) -> dict[str, str]:
        headers = {"ContentType": content_type(file.path), "CacheControl": cache_control(file.path)}
        if self.body(file.path).name != Path(file.path).name:
            headers["ContentEncoding"] = "gzip"
        if file.redirect:
            headers["WebsiteRedirectLocation"] = iri_to_uri(file.redirect)
        return headers

    def state(self, file: PublicFile) -> str:
        """Changes with the content and with what is said about it."""
        said = json.dumps([file.digest, self.headers(file)], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def read_manifest(self):
        """When the manifest is lost, the objects are asked what they are."""
        try:
            self.known = json.loads(gzip.decompress(self.store.read(MANIFEST)))
        except (OSError, EOFError, ValueError, zlib.error):
            paths = list(self.store.paths())
            states = in_parallel(self.store.state, paths)
            self.known = {path: state for path, state in zip(paths, states, strict=True) if state}
            self.write_manifest()

    def write_manifest(self):
        body = gzip.compress(json.dumps(self.known, ensure_ascii=False).encode(), mtime=0)
        self.store.put(MANIFEST, body, ContentType="application/gzip", CacheControl="no-store")


def phases(files: list[PublicFile]) -> list[list[PublicFile]]:
    """What pages show, pages, then the lists that link to them."""
    split: list[list[PublicFile]] = [[], [], []]
    for file in files:
        split[2 if file.last else int(file.path.endswith(".html"))].append(file)
    return split
