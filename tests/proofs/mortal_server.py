"""A server that is killed again and again, each time at another step of what it does. A program:

    python -m tests.proofs.mortal_server PORT KILLS

Every life is a fork with Django loaded; it dies before one of its statements or commits, while
others are under way, and the next one takes over the port. Prints "listening" when people may
come, and "served" when the last life begins, which nothing ends.
"""

import os
import socket
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django

ROOT = Path(__file__).resolve().parents[2]
WAITING = 256  # people whose connection waits for the next life
LATEST_STEP = 97  # a prime: the lives die at steps that are spread over everything a request does


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def __init__(self, listening: socket.socket):
        super().__init__(listening.getsockname(), SilentHandler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.server_name, self.server_port = listening.getsockname()
        self.setup_environ()


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *words):
        pass

    def address_string(self):
        return self.client_address[0]


def main(port: int, kills: int):
    from tests.proofs.process import KILLED, end_of, load_templates, start

    load_templates()
    listening = socket.create_server(("127.0.0.1", port), backlog=WAITING)
    print("listening", flush=True)
    for life in range(kills):
        step = 1 + life * 31 % LATEST_STEP
        assert end_of(start(lambda at=step: live(listening, at))) == KILLED
    print("served", flush=True)
    live(listening, None)


def live(listening: socket.socket, last_step: int | None):
    from django.core.wsgi import get_wsgi_application

    from tests.proofs.killed_build import dying_at
    from tests.proofs.steps import told_of_every_step

    server = Server(listening)
    server.set_app(get_wsgi_application())
    if last_step is None:
        server.serve_forever()
    with told_of_every_step(dying_at(last_step)):
        server.serve_forever()


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
