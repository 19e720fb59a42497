"""Runs a command and says what it took: time, processor time, and memory at its peak."""

import os
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

import psutil

SAMPLE_SECONDS = 0.02
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Taken:
    wall: float  # seconds, from starting the process to its end
    cpu: float  # seconds, of the process and of all that it waited for
    peak: float  # MB, only where it was sampled


class Failed(Exception):
    """A command ended with a fault; its last words are the message."""


def run(command: list[str], environment: dict[str, str], sampled: bool = False) -> Taken:
    with tempfile.TemporaryFile() as words:
        started = time.monotonic()
        process = subprocess.Popen(
            command, env=os.environ | environment, stdout=words, stderr=subprocess.STDOUT
        )
        sampler = Sampler(process.pid) if sampled else None
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - started
        peak = sampler.stop() if sampler else 0.0
        if process.returncode:
            words.seek(0)
            raise Failed(f"{' '.join(command)}\n{words.read().decode()[-3000:]}")
    return Taken(wall, usage.ru_utime + usage.ru_stime, peak)


class Sampler:
    """The peak of a process and its children, together: the sum of their PSS.

    PSS counts a page that processes share once, in equal parts: forked workers are not
    charged twice for what they have in common.
    """

    def __init__(self, pid: int):
        self.root = psutil.Process(pid)
        self.peak = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.sample, daemon=True)
        self.thread.start()

    def sample(self):
        while not self.ended.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, self.now())

    def now(self) -> int:
        try:
            tree = [self.root, *self.root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return 0
        return sum(map(pss, tree))

    def stop(self) -> float:
        self.ended.set()
        self.thread.join()
        return self.peak / MEGABYTE


def pss(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
        return 0
