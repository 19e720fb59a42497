"""What has to be made anew: from the changes to the files, by the answers that changed.

Changes name rows; rows name what rests on them. Everything that may be concerned is asked
again and compared with what the record holds: where the answer is the same, the way ends.
So a change told twice, or one that no reader can see, costs a look and writes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps
from wagtail.models import Page

from export.build import Build
from export.entries import Entry, fits, read_entries
from export.list_answers import BLOCK
from export.listings import ANSWERS, Ids, touched
from export.made import digest_of, pickled
from export.questions import Answer, Key
from export.record import Record
from export.tree import Node

logger = logging.getLogger(__name__)

LISTED_AT = 3  # where the name of the question to a list stands in its key


@dataclass
class Plan:
    """Units to be made anew, and files to be made anew, whose `owners` are asked for them.
    `nodes`: pages whose place in the tree is new, changed or lost (None)."""

    units: set[Key] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    owners: set[Key] = field(default_factory=set)
    gone: set[Key] = field(default_factory=set)
    failed: set[Key] = field(default_factory=set)  # last time: they are tried again
    nodes: dict[int, Node | None] = field(default_factory=dict)
    entries: dict[int, tuple[str, Entry] | None] = field(default_factory=dict)


class Planner:
    """Goes from what changed to what rests on it. Its build gives remembered answers for
    everything that is not marked."""

    def __init__(self, record: Record, build: Build):
        self.record = record
        self.build = build
        self.numbers = record.numbers
        self.plan = Plan()
        self.leaves: set[Key] = set()
        self.lists: set[Key] = set()  # in which a page comes, goes or moves
        self.marked: dict[int, Key] = {}
        self.changed: set[int] = set()
        self.settled: set[int] = set()
        self.placed: set[int] = set()  # pages whose place in lists has been looked at
        build.reading.remembered = self.remembered

    def remembered(self, keys: list[Key]) -> dict[Key, Answer]:
        return self.record.answers(key for key in keys if self.numbers[key] not in self.marked)

    # the tree

    def note_pages(self, ids: Iterable[int]):
        """Rows of pages have been touched: content, place, liveness, all at once."""
        for page_id in ids:
            old, new = self.record.node(page_id), self.build.tree.node(page_id)
            if place_of(old) != place_of(new) or old is None:
                self.note_move(page_id, old, new)
            if old or new:
                self.leaves |= {("row", page_id), ("every", kind_of(old, new))}
                self.note_place(page_id, old, new)
                self.note_entry(page_id, new)

    def note_move(self, page_id: int, old: Node | None, new: Node | None):
        """What is below comes and goes along with a page, live or not; nobody tells of those."""
        if (old and new) or Page.objects.filter(pk=page_id, numchild__gt=0).exists():
            self.note_tree()

    def note_tree(self):
        """Compare the whole tree: something changed of which no page can be named."""
        before = self.record.nodes()
        self.build.tree.read_all()
        now = {node.id: node for node in self.build.tree.nodes() if node.id}
        for page_id in before.keys() | now.keys():
            self.note_place(page_id, before.get(page_id), now.get(page_id))

    def note_place(self, page_id: int, old: Node | None, new: Node | None):
        if old == new:
            return
        self.plan.nodes[page_id] = new
        self.leaves |= {("node", page_id), ("row", page_id), ("every", kind_of(old, new))}
        for node in filter(None, (old, new)):
            self.leaves |= {("place", node.path)}
            if (old and old.path) != (new and new.path):
                self.leaves |= {("below", node.parent_path)}
        if old is None or new is None:
            self.leaves.add(("nodes",))
            self.leaves.add(("block", page_id // BLOCK))
            unit = ("unit", "page", page_id)
            (self.plan.units if new else self.plan.gone).add(unit)
        self.note_entry(page_id, new)

    def note_entry(self, page_id: int, node: Node | None):
        """Whether a page may have to stand elsewhere in the lists of its kind."""
        if page_id in self.placed:
            return
        self.placed.add(page_id)
        old = self.record.entry(page_id)
        kind = node.kind if node else old[0] if old else ""
        lists = self.record.lists(kind)
        entry = self.entry(node) if node and lists else None
        if (old and old[1]) == (entry and entry.stamp):
            return
        self.plan.entries[page_id] = (kind, entry) if entry else None
        held = [old[2]] if old else []
        held += [entry.filters] if entry else []
        self.lists |= {key for key in lists if any(fits(each, key[2]) for each in held)}

    def entry(self, node: Node) -> Entry | None:
        entries = read_entries(apps.get_model(node.kind).objects.filter(pk=node.id))
        return entries[0] if entries else None

    # from leaves to files

    def finish(self) -> Plan:
        """Follow every change to its end."""
        self.plan.failed = set(self.record.failed_units())
        self.leaves |= {("row", unit[2]) for unit in self.plan.failed if unit[1] == "page"}
        self.mark()
        for number, key in list(self.marked.items()):
            if self.settle(number) and key[0] == "file":
                self.plan.files.add(key[1])
            elif number in self.changed and key[0] == "unit":
                self.plan.units.add(key)
        self.plan.units |= self.plan.failed
        self.plan.units -= self.plan.gone
        self.plan.owners = self.units_of(self.plan.files) - self.plan.gone
        return self.plan

    def settle(self, number: int) -> bool:
        """Whether a marked key has changed. It is asked again only when something that it has
        read has changed; otherwise what the record holds is still true."""
        if number in self.settled or number not in self.marked:
            return number in self.changed
        self.settled.add(number)
        key = self.marked[number]
        if not any(self.settle(read) for read in self.record.reads(key)):
            del self.marked[number]
        elif key[0] in ("file", "unit") or self.has_changed(key):
            self.changed.add(number)
        return number in self.changed

    def units_of(self, paths: Iterable[str]) -> set[Key]:
        return {unit for path in paths if (unit := self.record.unit_of(path))}

    def mark(self):
        """Everything that rests on a leaf, at whatever distance, except beyond a list whose
        answer is plainly the same."""
        waiting = [self.numbers[leaf] for leaf in self.leaves]
        self.changed.update(waiting)
        for key in self.lists:
            waiting += self.mark_list(key)
        while waiting:
            for number, key in self.record.readers(waiting.pop()):
                waiting += self.mark_one(number, key)

    def mark_one(self, number: int, key: Key) -> list[int]:
        if number in self.marked:
            return []
        self.marked[number] = key
        return [number]

    def mark_list(self, key: Key) -> list[int]:
        """A list that has changed, and the questions to it that have another answer now."""
        known = self.record.answer(key)
        number = self.numbers[key]
        self.marked[number] = key
        old, new = Ids(known.value if known else ()), Ids(self.build.ids(*key[1:]))
        if old == new:
            return []
        self.settled.add(number)
        self.changed.add(number)
        near = [("listed", *key[1:], "near", page_id) for page_id in touched(old, new)]
        asked = [*self.record.readers(number), *((self.numbers[each], each) for each in near)]
        different = [each for each in asked if not same_answer(each[1], old, new)]
        for reader, _question in different:
            self.changed.add(reader)
            self.settled.add(reader)
        return [found for each in different for found in self.mark_one(*each)]

    def has_changed(self, key: Key) -> bool:
        try:
            value = getattr(self.build, key[0])(*key[1:])
        except Exception:  # who reads it will tell of it
            logger.exception("%s has no answer", key)
            return True
        return digest_of(pickled(value)) != self.record.digest(key)


def same_answer(question: Key, old: Ids, new: Ids) -> bool:
    name, arguments = question[LISTED_AT], question[LISTED_AT + 1 :]
    return ANSWERS[name](old, *arguments) == ANSWERS[name](new, *arguments)


def place_of(node: Node | None) -> tuple[str, str] | None:
    return (node.path, node.url) if node else None


def kind_of(old: Node | None, new: Node | None) -> str:
    node = new or old
    return node.kind if node else ""
