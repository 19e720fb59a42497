"""Who asked what: the answers of one build, each with all that it was made from.

A key names a question with its arguments: ("card", 12) or ("image", 5, "teaser"). An answer
that rests on a row, on the day, on the tree names that too: ("row", 12), ("day",). What was
asked and is not there has an answer as well: none. Nothing here outlives its build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any

Key = tuple[Any, ...]


@dataclass
class Frame:
    """What one piece of work has read, the media files it hands out, and its faults."""

    reads: set[Key] = field(default_factory=set)
    media: dict[str, str] = field(default_factory=dict)  # address on the site → stored name
    faults: list[str] = field(default_factory=list)
    failed: bool = False


@dataclass
class Answer:
    value: Any
    frame: Frame


# The answers of an earlier build that are still true, among those that are asked for.
Memory = Callable[[list[Key]], dict[Key, Answer]]


class Noting:
    """A class, where a generator would do: each file of a site passes here a dozen times."""

    __slots__ = ("outer", "reading")

    def __init__(self, reading: Reading):
        self.reading = reading

    def __enter__(self) -> Frame:
        self.outer, self.reading.frame = self.reading.frame, Frame()
        return self.reading.frame

    def __exit__(self, *raised: object):
        self.reading.frame = self.outer


class Reading:
    """Answers each question once, and notes what was read meanwhile."""

    def __init__(self, remembered: Memory | None = None):
        self.remembered = remembered or (lambda keys: {})
        self.answers: dict[Key, Answer] = {}  # worked out in this build
        self.known: dict[Key, Answer] = {}  # kept from an earlier one, and still true
        self.results: dict[Key, Answer] = {}
        self.frame = Frame()

    def noting(self) -> Noting:
        """What is read inside is noted in a frame of its own."""
        return Noting(self)

    def note(self, *key: Any):
        self.frame.reads.add(key)

    def ask(self, key: Key, work: Callable[[], Any]) -> Any:
        self.frame.reads.add(key)
        answer = self.answers.get(key) or self.known.get(key)
        if answer is None:
            self.expect([key])
            answer = self.known.get(key)
        if answer is None:
            answer = self.answers[key] = self.work_out(work)
        return answer.value

    def expect(self, keys: Iterable[Key]):
        """Look up together what will be asked one by one."""
        unknown = [key for key in keys if key not in self.answers and key not in self.known]
        if unknown:
            self.known |= self.remembered(unknown)

    def work_out(self, work: Callable[[], Any]) -> Answer:
        with self.noting() as frame:
            return Answer(work(), frame)

    def once(self, name: Key, work: Callable[[], Any]) -> Any:
        """Work shared by several readers: each of them has read all that it rests on."""
        found = self.results.get(name)
        if found is None:
            found = self.results[name] = self.work_out(work)
        self.frame.reads |= found.frame.reads
        return found.value

    def forget(self):
        """Drop what was asked so far, so that a long build stays small."""
        self.answers, self.known, self.results = {}, {}, {}


def question(method):
    """Makes a method of the build a question: asked once, and noted."""
    name = method.__name__

    @wraps(method)
    def ask(self, *arguments):
        return self.reading.ask((name, *arguments), partial(method, self, *arguments))

    return ask
