"""Serves the exported folder beside the application, while files in it change.

Stock WhiteNoise remembers a file's length when it starts; over a folder that changes it
sends the old length with the new body. Here each request compares the file's signature
(mtime, size, inode: one stat), and what was opened is compared once more, so a reader gets
one whole version of a file or the next one, never a mixture.
"""

import hashlib
import os
import re

from whitenoise import WhiteNoise
from whitenoise.media_types import MediaTypes
from whitenoise.responders import StaticFile
from whitenoise.string_utils import decode_path_info

OFFLINE = "/handbook-offline.html"  # how the address of a handbook in one file ends
IMMUTABLE = r"\.[0-9a-f]{10}\.(css|js|svg|png|webp|jpg|ico)$"
WORKER = "sw.js"  # asked about each time: an old one must not outlive its site
ASKED = {"/search/"}  # a file as long as nothing is asked: with a query the application answers
MINUTE, DAY, YEAR = 60, 24 * 60 * 60, 365 * 24 * 60 * 60
MEDIA_TYPES = MediaTypes(extra_types={".ics": "text/calendar", ".csv": "text/csv"})

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
)
# One file for reading without a connection: its style stands in it, and it may fetch nothing,
# run nothing and send nothing.
OFFLINE_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
)
PUBLIC_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    # With no-referrer browsers send "Origin: null", and forms could not be told apart.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def public_headers(path: str) -> dict[str, str]:
    """What a file of the public site is sent with, by its address."""
    if path.endswith(OFFLINE):
        return PUBLIC_HEADERS | {"Content-Security-Policy": OFFLINE_POLICY}
    return PUBLIC_HEADERS


def cache_control(path: str) -> str:
    """How long a reader may keep a file; the same rule wherever the site is served from.

    A picture that an editor replaces gets a name of its own, but for rare cases: hence a day.
    """
    if re.search(IMMUTABLE, path):
        return f"max-age={YEAR}, public, immutable"
    if path.lstrip("/") == WORKER:
        return "no-cache"
    return f"max-age={DAY if path.lstrip('/').startswith('media/') else MINUTE}, public"


def content_type(path: str) -> str:
    kind = MEDIA_TYPES.get_type(path)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


class Changed(Exception):
    """The file was replaced between being looked up and being opened."""


def signature(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino


class CheckedFile(StaticFile):
    """A static file that refuses to send a body other than the one it has headers for."""

    def __init__(self, path, headers, encodings=None):
        with open(path, "rb") as file:
            self.signature = signature(os.fstat(file.fileno()))
            etag = hashlib.file_digest(file, "sha1").hexdigest()[:20]
        super().__init__(path, [*headers, ("ETag", f'"{etag}"')], encodings)
        self.path = path
        self.signatures = {
            alternative: self.sign(alternative) for _, alternative, _ in self.alternatives
        }
        if self.signatures[path] != self.signature:
            raise Changed

    def sign(self, path):
        return self.signature if path == self.path else signature(os.stat(path))

    def is_current(self) -> bool:
        try:
            return signature(os.stat(self.path)) == self.signature
        except FileNotFoundError:
            return False

    def get_response(self, method, request_headers):
        response = super().get_response(method, request_headers)
        if response.file is not None:
            opened = getattr(response.file, "fileobj", response.file)
            if signature(os.fstat(opened.fileno())) != self.signatures[opened.name]:
                opened.close()
                raise Changed
        return response


class PublicFiles(WhiteNoise):
    """WSGI: the exported site's files first, the application for everything else."""

    def __init__(self, application, **options):
        super().__init__(
            application,
            autorefresh=True,
            index_file=True,
            allow_all_origins=False,
            **options,
        )
        self.known: dict[str, CheckedFile] = {}

    def __call__(self, environ, start_response):
        if environ.get("QUERY_STRING") and environ.get("PATH_INFO") in ASKED:
            return self.application(environ, start_response)
        for _attempt in range(10):
            try:
                return super().__call__(environ, start_response)
            except (Changed, FileNotFoundError):
                # A new .gz comes before its page: what is known is current, and not whole.
                self.known.pop(decode_path_info(environ.get("PATH_INFO", "")), None)
        return super().__call__(environ, start_response)

    def find_file(self, url):
        known = self.known.get(url)
        if known is not None and known.is_current():
            return known
        self.known.pop(url, None)
        found = None if "/." in url else super().find_file(url)  # housekeeping stays inside
        if isinstance(found, CheckedFile):
            self.known[url] = found
        return found

    def get_static_file(self, path, url, stat_cache=None):
        if os.path.isdir(path) or not os.path.exists(path):
            # The parent's own answer: it tells a folder from a missing file.
            return super().get_static_file(path, url, stat_cache)
        headers = self.headers_for(path, url)
        return CheckedFile(path, headers, encodings={"gzip": path + ".gz", "br": path + ".br"})

    def headers_for(self, path, url):
        headers = {"Content-Type": content_type(path), "Cache-Control": cache_control(url)}
        return [*headers.items(), *public_headers(url).items()]
