"""What is being measured, with the time since the start: on a terminal in one line."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

STARTED = time.monotonic()


def tell(words: str):
    seconds = int(time.monotonic() - STARTED)
    line = f"{seconds // 60}:{seconds % 60:02} {words}"
    if sys.stdout.isatty():
        print(f"\r\033[K{line}", end="", flush=True)
    else:
        print(line, flush=True)


@dataclass(frozen=True)
class Runs:
    wanted: int
    budget: float = 0  # seconds after which no further one is begun; one is always made


def rounds(runs: Runs, title: str) -> Iterator[int]:
    """1, 2, …: as many as are wanted and the budget allows."""
    started = time.monotonic()
    for number in range(1, runs.wanted + 1):
        if number > 1 and time.monotonic() - started > runs.budget:
            break
        tell(f"{title}, run {number}/{runs.wanted}")
        yield number


def done():
    if sys.stdout.isatty():
        print("\r\033[K", end="")
