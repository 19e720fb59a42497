"""An incremental build: what a few changes touch is made anew, in the living folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from export.build import Build
from export.changes import WantsFullBuild, note_changes
from export.full import REDIRECTS
from export.made import Made, PublicFile, digest_of
from export.media import take_media
from export.models import Change
from export.plan import Plan, Planner
from export.questions import Key
from export.record import Record
from export.render import render_unit
from export.sweep import see
from export.write import Patch
from pages.publishing import file_path

MOST = 500  # files; more than that, and more than half of the site, are built whole


class IncrementalBuild:
    """Answers changes. Raises WantsFullBuild where that is the shorter or the only way."""

    def __init__(self, out: Path, build: Build, record: Record):
        self.out, self.build, self.record = out, build, record
        self.patch = Patch(out)
        self.made = Made()
        self.new: set[str] = set()
        self.gone: set[str] = set()
        self.written = self.rendered = 0

    def run(self, changes: list[Change], confirm: Callable[[], object], **about: str):
        """All of it holds, or nothing. `confirm` is asked before anything is seen; `about` is
        what the record tells of this build besides."""
        try:
            with self.record.changing():
                see(self.record, changes)
                plan = self.plan(changes)
                self.render(plan)
                self.update_record(plan)
                self.record.tell(day=self.build.day.isoformat(), sent="", **about)
                confirm()
                self.patch.apply()
        except BaseException:
            self.patch.clear_away()
            raise
        self.patch.end()

    def plan(self, changes: list[Change]) -> Plan:
        planner = Planner(self.record, self.build)
        note_changes(planner, changes)
        if self.record.about()["day"] != self.build.day.isoformat():
            planner.leaves.add(("day",))
        plan = planner.finish()
        if self.record.about().get("kept", "0") != "0" and not plan.failed:
            raise WantsFullBuild("files that were kept for a page that could not be made")
        if len(plan.files) > max(MOST, self.record.column("select count(*) from file")[0] // 2):
            raise WantsFullBuild(f"{len(plan.files)} files")
        return plan

    # pages and lists

    def render(self, plan: Plan):
        for unit in plan.gone:
            self.gone |= self.record.paths(unit)
        for unit in sorted((plan.units | plan.owners) - {REDIRECTS}, key=str):
            self.render_unit(unit, plan)
        if self.gone and self.record.about().get("contested", "0") != "0":
            raise WantsFullBuild("an address that another page waits for")
        if REDIRECTS in plan.units | plan.owners or self.concerns_redirects():
            self.build.claimed = self.is_claimed
            self.render_unit(REDIRECTS, plan)
        self.gone -= self.new

    def render_unit(self, unit: Key, plan: Plan):
        before = self.record.paths(unit)
        known = set() if unit in plan.failed else before - plan.files - self.gone
        all_stale = unit in plan.units
        rendered = render_unit(
            unit,
            self.build,
            lambda output: output.path not in known or (all_stale and not output.alone),
        )
        self.rendered += len(rendered.files)
        numbers = self.record.numbers
        self.made.add_unit(unit, rendered.frame, numbers)
        if rendered.failed:
            return
        self.gone |= before - set(rendered.paths)
        self.note_new(unit, set(rendered.paths) - before)
        for each in rendered.files:
            output = each.output
            file = PublicFile(output.path, digest_of(each.body), output.last, output.redirect)
            self.written += self.patch.put(file, each.body)
            self.made.add_file(file, unit, each.frame, numbers)

    def note_new(self, unit: Key, paths: set[str]):
        for path in paths:
            owner = self.record.unit_of(path)
            if path in self.new or (owner not in (None, REDIRECTS) and path not in self.gone):
                raise WantsFullBuild(f"two want {path}")
        self.new |= paths

    def concerns_redirects(self) -> bool:
        moved = self.new | self.gone
        unit = self.record.numbers[REDIRECTS]
        numbers = self.record.numbers
        return any(
            number == unit
            for path in moved
            for number, _key in self.record.readers(numbers[("claim", path)])
        )

    def is_claimed(self, path: str) -> bool:
        if path in self.new:
            return True
        return path not in self.gone and self.record.unit_of(path) not in (None, REDIRECTS)

    # the record, and the media files that follow from it

    def update_record(self, plan: Plan):
        record, numbers = self.record, self.record.numbers
        self.made.add_answers(self.build.reading.answers, numbers)
        media = {row[0] for row in self.made.media}
        unread = record.forget(plan.gone) | record.forget_files(self.gone)
        unread |= record.replace(self.made) | {row[0] for row in self.made.keys if row[2]}
        record.sweep_unread(unread)
        self.change_media(media | record.media_let_go)
        for path in self.gone:
            self.patch.remove(path)
        self.note_tree(plan)

    def change_media(self, urls: Iterable[str]):
        made = Made()
        for url in urls:
            names = self.record.column("select name from media where path = ?", url)
            if not names:
                self.patch.remove(file_path(url))
                self.record.forget_files([file_path(url)])
            elif found := take_media(url, names[0], made, self.record.numbers):
                self.written += self.patch.put(*found)
        self.record.replace(made)

    def note_tree(self, plan: Plan):
        gone = [page_id for page_id, node in plan.nodes.items() if node is None]
        self.record.set_nodes(gone, (node for node in plan.nodes.values() if node))
        self.record.forget_entries(plan.entries)
        for kind, entry in filter(None, plan.entries.values()):
            self.record.set_entries(kind, [entry])
