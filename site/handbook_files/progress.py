"""Tells the admin which step of the making is under way; rows that the export doesn't watch."""

from __future__ import annotations

from handbook_files.manuscripts import Manuscript
from pages.models import HandbookProgress


class Progress:
    """Called with each step as it begins; `total` of them are to come."""

    def __init__(self, manuscript: Manuscript, total: int):
        self.manuscript, self.total, self.done = manuscript, total, 0

    def __call__(self, step: str):
        HandbookProgress.objects.update_or_create(
            handbook_id=self.manuscript.handbook_id,
            defaults={
                "edition": str(self.manuscript.edition or ""),
                "step": step,
                "done": self.done,
                "total": self.total,
            },
        )
        self.done += 1

    def end(self):
        HandbookProgress.objects.filter(handbook_id=self.manuscript.handbook_id).delete()
