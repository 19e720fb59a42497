"""People who ask for help through the form of a running site, by HTTP."""

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(r'name="token" value="([^"]+)"')
PATIENCE = 120  # seconds; a person waits for ten, and that is for the proof to say
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Person(threading.Thread):
    """Sends requests, one after the other: the form, then what is shown for checking."""

    port: int
    form: dict  # what is typed; the phone number is another one each time
    service: str
    number: int
    times: int = 10_000
    # With one: asks until it is set, and tries again when the server has gone away.
    enough: threading.Event | None = None
    receipts: list[str] = field(default_factory=list)  # addresses: what was acknowledged
    seconds: list[float] = field(default_factory=list)  # how long each answer took
    faults: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def __hash__(self):
        return id(self)

    def run(self):
        for turn in range(self.times):
            if self.enough and self.enough.is_set():
                return
            try:
                self.ask(turn)
            except Exception as error:
                self.faults.append(f"person {self.number}, request {turn}: {error!r}")

    def ask(self, turn: int):
        form = self.form | {"phone": f"139{self.number:04}{turn:04}"}
        status, body, _location = self.post("check", form)
        found = TOKEN.search(body)
        if status != 200 or not found:
            raise ValueError(f"no page to check: {status}")
        status, _body, location = self.post("confirm", {"token": found[1]})
        if status != 303:
            raise ValueError(f"not sent: {status}")
        self.receipts.append(location)

    def post(self, step: str, form: dict) -> tuple[int, str, str]:
        while True:
            try:
                return self.post_once(f"/apply/{self.service}/{step}/", form)
            except (ConnectionRefusedError, TimeoutError):
                raise
            except (OSError, http.client.HTTPException):
                if not self.enough:
                    raise

    def post_once(self, path: str, form: dict) -> tuple[int, str, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        began = time.monotonic()
        try:
            line.request("POST", path, urlencode(form, doseq=True), HEADERS)
            answer = line.getresponse()
            body = answer.read().decode()
            if answer.getheader("Content-Length") is None:  # cut off within its head
                raise http.client.IncompleteRead(body.encode())
            return answer.status, body, answer.getheader("Location", "")
        finally:
            self.seconds.append(time.monotonic() - began)
            line.close()


def at_once(people: list[Person]):
    for person in people:
        person.start()
    for person in people:
        person.join()


def reference_in(receipt: str) -> str:
    """The receipt's address holds it, signed."""
    return receipt.rstrip("/").rpartition("/")[2].partition(":")[0]


def percentile(seconds: list[float], share: float) -> float:
    return sorted(seconds)[min(int(len(seconds) * share), len(seconds) - 1)]
