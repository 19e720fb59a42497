"""Servers that a test starts as a process of its own, on a free port of this machine."""

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], port: int, log: Path, **options) -> Iterator[subprocess.Popen]:
    """The process, from when its port answers until the end of the block."""
    with log.open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, **options)
    try:
        wait_until_listening(process, port, log)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_listening(process: subprocess.Popen, port: int, log: Path):
    pause = threading.Event()
    for _attempt in range(1200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        pause.wait(0.1)
    raise RuntimeError("the server did not start:\n" + log.read_text())
