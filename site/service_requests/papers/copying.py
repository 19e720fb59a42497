"""Has `copier.py` make a new file from what was sent, in a process that takes no more than its
share: its limits are set in there; here is the clock, and how much of an answer is read."""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Thread, Timer
from typing import IO, cast

logger = logging.getLogger(__name__)

COPIER = Path(__file__).with_name("copier.py")
SECONDS = 40
LARGEST_ANSWER = 48 * 1024 * 1024
# In each process of the server: one copy takes up to 512 MB and a whole core.
one_at_a_time = BoundedSemaphore(1)


class NotTaken(Exception):
    """Why a file was not taken: a key of `problems.WORDS`."""


@dataclass(frozen=True, repr=False)
class SafeCopy:
    content: bytes
    media_type: str
    pages: int


def safe_copy(original: bytes, with_pdf: bool) -> SafeCopy:
    """Raises NotTaken."""
    try:
        with one_at_a_time:
            answer = answer_of(original, ["--pdf"] if with_pdf else [])
    except OSError as error:
        logger.exception("no process could be started to copy a file")
        raise NotTaken("later") from error
    first_line, _end, content = answer.partition(b"\n")
    try:
        told = json.loads(first_line)
    except ValueError as error:  # killed half-way, by a limit or the clock
        raise NotTaken("damaged") from error
    if problem := told.get("problem"):
        raise NotTaken(problem)
    if len(answer) > LARGEST_ANSWER:
        raise NotTaken("pixels")
    return SafeCopy(content, told["media_type"], told["pages"])


def answer_of(original: bytes, options: list[str]) -> bytes:
    """Without our environment, which holds the keys, and in no folder of ours."""
    command = [sys.executable, "-I", str(COPIER), *options]
    with subprocess.Popen(  # noqa: S603 - nothing in the command was sent to us
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    ) as process:
        clock = Timer(SECONDS, process.kill)
        feeder = Thread(target=feed, args=(process, original))
        clock.start()
        feeder.start()
        try:
            return pipe(process.stdout).read(LARGEST_ANSWER + 1)
        finally:
            process.kill()
            clock.cancel()
            feeder.join()


def pipe(end: IO[bytes] | None) -> IO[bytes]:
    return cast("IO[bytes]", end)  # there is one: it was asked for above


def feed(process: subprocess.Popen, original: bytes):
    try:
        with pipe(process.stdin) as given:
            given.write(original)
    except OSError:
        return  # it has ended: what it said before that is what counts
