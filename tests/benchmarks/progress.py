"""What is being measured, with the time since the start: on a terminal in one line."""

import sys
import time

STARTED = time.monotonic()


def tell(words: str):
    seconds = int(time.monotonic() - STARTED)
    line = f"{seconds // 60}:{seconds % 60:02} {words}"
    if sys.stdout.isatty():
        print(f"\r\033[K{line}", end="", flush=True)
    else:
        print(line, flush=True)


def done():
    if sys.stdout.isatty():
        print("\r\033[K", end="")
