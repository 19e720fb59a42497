"""Which proofs there are: the file that holds each, and the page of the docs that tells of it."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXPORT, REQUESTS = ROOT / "docs/proofs.md", ROOT / "docs/security.md"
SQLITE, POSTGRESQL = ", SQLite", ", PostgreSQL"


@dataclass(frozen=True)
class Proof:
    """One row of a table, or two where it is tried on both databases."""

    title: str
    page: Path
    file: str  # under tests/, without its ending
    # With nothing beside it: how long things take is a part of what it says, or it adds up.
    alone: bool = False
    databases: tuple[str, ...] = ("",)  # as they are named in the row

    @property
    def rows(self) -> list[str]:
        return [self.title + database for database in self.databases]

    def is_called(self, name: str) -> bool:
        """By its file or its title, or a word of either."""
        names = f"{self.file} {self.title}".lower()
        return name.lower() in {self.file, self.title.lower(), *re.split(r"[\W_]+", names)}


BOTH = (SQLITE, POSTGRESQL)
PROOFS = [
    Proof("Incremental equals full", EXPORT, "test_incremental"),
    Proof("Never seen half-done", EXPORT, "test_never_half_done"),
    Proof("Never lost", EXPORT, "test_never_lost"),
    Proof("Full disk", EXPORT, "test_full_disk"),
    Proof("Burst", EXPORT, "test_burst"),
    Proof("One writer", EXPORT, "test_one_writer"),
    Proof("Several machines", EXPORT, "test_several_machines", databases=("", POSTGRESQL)),
    Proof("A spoilt folder is found", EXPORT, "test_same_site"),
    Proof("Lost on crash", REQUESTS, "test_request_killed", alone=True, databases=BOTH),
    Proof("Mail and SMS down for a day", REQUESTS, "test_notices_never_lost"),
    Proof("Double submit", REQUESTS, "test_request_confirm"),
    Proof("Load", REQUESTS, "test_request_load", alone=True, databases=BOTH),
    Proof("Spam flood", REQUESTS, "test_request_spam"),
    Proof("Forged posts", REQUESTS, "test_request_origin"),
    Proof("Guessing references", REQUESTS, "test_request_guessing"),
    Proof("Scripts: what pages are made of", REQUESTS, "test_request_scripts"),
    Proof("Scripts in a browser", REQUESTS, "browser/test_scripts_never_run", alone=True),
    Proof("Formulas in exports", REQUESTS, "test_request_formulas"),
    Proof("Malicious uploads", REQUESTS, "test_papers_malicious"),
    Proof("Leaks", REQUESTS, "test_request_leaks"),
    Proof("Staff rights", REQUESTS, "test_staff_urls"),
    Proof("Stolen backup", REQUESTS, "test_request_stolen_backup"),
    Proof("Keys rotate", REQUESTS, "test_request_rotation"),
    Proof("Purge", REQUESTS, "test_request_retention"),
    Proof("Phone and ID parsers", REQUESTS, "test_request_numbers"),
    Proof("Log: changed, removed, inserted, reordered", REQUESTS, "test_request_log"),
]
