"""Services of others, as small servers of this machine that answer what a test says."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Call:
    path: str
    query: dict[str, str]
    raw_query: str
    headers: dict[str, str]  # by lower-case name
    body: bytes

    def json(self):
        return json.loads(self.body)


@dataclass
class Service:
    url: str
    answer: Callable[[Call], tuple[int, object]]
    calls: list[Call] = field(default_factory=list)


@contextmanager
def service(answer: Callable[[Call], tuple[int, object]]) -> Iterator[Service]:
    """`answer` gives (status, what becomes JSON; bytes as they stand)."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            call = read_call(self)
            running.calls.append(call)
            status, content = running.answer(call)
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running = Service(f"http://127.0.0.1:{server.server_port}", answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read_call(handler: BaseHTTPRequestHandler) -> Call:
    parts = urlsplit(handler.path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    headers = {name.lower(): value for name, value in handler.headers.items()}
    body = handler.rfile.read(int(headers.get("content-length", 0)))
    return Call(parts.path, query, parts.query, headers, body)
