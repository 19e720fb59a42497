"""People who read the public site while it changes: they follow every link and forget nothing."""

import gzip
import hashlib
import threading
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.test import RequestFactory

from config.public_files import PublicFiles
from export.addresses import application_segments
from pages.publishing import file_path
from tests.html import parse
from tests.same_site import snapshot

FILES_TOO = {"static", "media", "documents", "sitemap"}  # the exported folder has them as well
TRIES = 20


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class History:
    """What the folder held after each build, and which build is under way.

    `builds` is odd while one runs, even between two.
    """

    folder: Path
    builds: int = 0
    states: list[dict[str, str]] = field(default_factory=list)  # path → digest, after each build

    def note(self):
        self.states.append({path: digest(body) for path, body in snapshot(self.folder).items()})

    def build(self, work):
        """Do a build, and note what it left."""
        self.builds += 1
        work()
        self.note()
        self.builds += 1

    def between(self, first: int, last: int) -> list[dict[str, str]]:
        """The states that a reader could have met from one moment to another."""
        return self.states[first // 2 : (last + 1) // 2 + 1]


@dataclass
class Seen:
    """One answer, for the account at the end: what was there when, is only known then."""

    url: str
    path: str
    status: int
    digest: str
    first: int  # `History.builds` when it was asked
    last: int  # and when it was answered

    def fault(self, history: History) -> str:
        states = history.between(self.first, self.last)
        there = [state.get(self.path) for state in states]
        if self.status == 404:
            return f"{self.url} was gone though it never went" if all(there) else ""
        return "" if self.digest in there else f"{self.url} was a version that never was"


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


class Reader(threading.Thread):
    """Goes round the site until it is told to stop; `faults` says what was wrong."""

    def __init__(self, history: History, stopped: threading.Event, zipped: bool):
        super().__init__()
        self.files, self.history, self.stopped = served(history.folder), history, stopped
        self.encoding = {"HTTP_ACCEPT_ENCODING": "gzip"} if zipped else {}
        self.seen: list[Seen] = []
        self.faults: list[str] = []

    def run(self):
        try:
            while not self.stopped.is_set():
                self.go_round()
        except Exception as error:
            self.faults.append(f"the reader fell: {error!r}")

    def go_round(self):
        """Every page that can be reached from the home page, by the links of the pages met."""
        waiting, met = [("/", "")], {"/"}
        while waiting and not self.stopped.is_set():
            url, linked_from = waiting.pop(0)
            links = self.follow(url, linked_from)
            new = [link for link in links if link not in met]
            met.update(new)
            waiting.extend((link, url) for link in new)

    def follow(self, url: str, linked_from: str) -> list[str]:
        answer = self.get(url)
        if answer.status == 404 and linked_from:
            self.look_again(url, linked_from)
        return links_in(answer) if answer.status == 200 else []

    def look_again(self, url: str, linked_from: str):
        """A link led nowhere: by now the page that has it must have lost it.

        Unless a build has begun since; then the link may be a new one, and is tried anew.
        """
        for _attempt in range(TRIES):
            moment = self.history.builds
            if self.get(url).status == 200 or url not in links_in(self.get(linked_from)):
                return
            if self.get(url).status == 404 and self.history.builds == moment:
                self.faults.append(f"{linked_from} links to {url}, which is not there")
                return

    def get(self, url: str) -> Answer:
        first = self.history.builds
        answer = get(self.files, url, **self.encoding)
        last = self.history.builds
        path = file_path(url) + ("index.html" if url.endswith("/") else "")
        body = self.whole(url, answer) if answer.status == 200 else b""
        self.seen.append(Seen(url, path, answer.status, digest(body), first, last))
        return answer

    def whole(self, url: str, answer: Answer) -> bytes:
        """The answer's body as it is meant to be read; a torn one is noted."""
        if int(answer.headers["Content-Length"]) != len(answer.body):
            self.faults.append(f"{url} has a length other than it says")
        try:
            body = unzipped(answer)
        except (OSError, EOFError) as torn:
            self.faults.append(f"{url} cannot be unpacked: {torn}")
            return b""
        if is_html(answer) and not body.rstrip().endswith(b"</html>"):
            self.faults.append(f"{url} ends too early")
        return body


def is_html(answer: Answer) -> bool:
    return "text/html" in answer.headers["Content-Type"]


def unzipped(answer: Answer) -> bytes:
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(answer.body) if packed else answer.body


def served(folder: Path) -> PublicFiles:
    """The folder as the server beside it serves it, with an application that has nothing."""

    def application(environ, start_response):
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b""]

    files = PublicFiles(application)
    files.add_files(folder)
    return files


def get(files: PublicFiles, url: str, **headers: str) -> Answer:
    environ = RequestFactory().get(url, **headers).environ
    environ["wsgi.input"] = BytesIO()
    begun: list = []
    body = files(environ, lambda status, headers: begun.extend([status, headers]))
    whole = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    return Answer(int(begun[0].split()[0]), dict(begun[1]), whole)


def links_in(answer: Answer) -> list[str]:
    """Everything on the site itself that a page leads to or loads, but for the application's."""
    if answer.status != 200 or not is_html(answer):
        return []
    found = parse(unzipped(answer).decode()).addresses()
    own = (each.removeprefix(settings.PUBLIC_URL).partition("#")[0] for each in found)
    return sorted({url.partition("?")[0] for url in own if is_ours(url)})


def is_ours(url: str) -> bool:
    first = url.lstrip("/").partition("/")[0]
    return url.startswith("/") and first not in application_segments() - FILES_TOO
