"""Runs every proof in full and writes what came out into docs/proofs.md (the export) and
docs/security.md (service requests).

    python -m tests.proofs.run

The tests are those of `make test`; tests/proofs/counts.py says how much more they try here.
"""

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- results -->", "<!-- end of results -->"
OF_THE_EXPORT = {
    "test_incremental": "Incremental equals full",
    "test_never_half_done": "Never seen half-done",
    "test_never_lost": "Never lost",
    "test_full_disk": "Full disk",
    "test_burst": "Burst",
    "test_one_writer": "One writer",
    "test_several_machines": "Several machines",
    "test_same_site": "A spoilt folder is found",
}
OF_REQUESTS = {
    "test_request_confirm": "Double submit",
    "test_request_origin": "Forged posts",
    "test_request_guessing": "Guessing references",
    "test_request_numbers": "Phone and ID parsers",
    "test_request_scripts": "Scripts in what is typed",
    "test_request_formulas": "Formulas in exports",
    "test_request_spam": "Spam flood",
    "test_papers_malicious": "Malicious uploads",
    "test_notices_never_lost": "Notices arrive",
    "test_request_rotation": "Keys rotate",
    "test_request_retention": "Purge",
    "test_request_stolen_backup": "Stolen backup",
    "test_request_leaks": "Leaks",
    "test_request_log": "Log: changed, removed, inserted, reordered",
}
# With nothing beside them, for how long they take is a part of what is proved.
ALONE = {"test_request_load": "Load", "test_request_killed": "Lost on crash"}
ON_POSTGRESQL = ALONE | {"test_several_machines": OF_THE_EXPORT["test_several_machines"]}
SIDE_BY_SIDE = ["-m", "pytest", "-n", "2", "--dist", "worksteal"]
RUNS = [  # (proofs, the command that runs their tests, what is added to their names)
    (OF_THE_EXPORT | OF_REQUESTS, SIDE_BY_SIDE, ""),
    (ALONE, ["-m", "pytest"], ", SQLite"),
    (ON_POSTGRESQL, ["-m", "tests.on_postgresql", "-m", "pytest"], ", PostgreSQL"),
]
PAGES = {ROOT / "docs/proofs.md": OF_THE_EXPORT, ROOT / "docs/security.md": OF_REQUESTS | ALONE}


@dataclass
class Row:
    """What all tests of one proof came to."""

    tests: int = 0
    failed: int = 0
    seconds: float = 0
    tried: tuple[str, ...] = ()

    def add(self, case: ElementTree.Element):
        tried = (each.get("value", "") for each in case.iter("property"))
        self.tests += 1
        self.failed += case.find("failure") is not None or case.find("error") is not None
        self.seconds += float(case.get("time", 0))
        self.tried += tuple(value for value in tried if value not in self.tried)

    def line(self, name: str) -> str:
        result = f"{self.failed} of {self.tests} failed" if self.failed else "holds"
        tried = "; ".join(self.tried) or f"{self.tests} cases"
        return f"| {name} | {tried} | {self.seconds:.0f} s | {result} |"


def main() -> int:
    codes, rows = [], []
    for proofs, command, addition in RUNS:
        with TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            codes.append(run_tests(proofs, command, report))
            found = read(report, proofs) if report.exists() else {}
        rows += [(name, f"{proofs[name]}{addition}", row) for name, row in found.items()]
    for page, proofs in PAGES.items():
        lines = table({title: row for name, title, row in rows if name in proofs})
        print("\n".join(lines))
        write(page, lines)
    return max(codes)


def run_tests(proofs: dict[str, str], command: list[str], report: Path) -> int:
    files = [f"tests/{name}.py" for name in proofs]
    order = [sys.executable, *command, "-s", "-q", f"--junitxml={report}", *files]
    environment = os.environ | {"EVERY_PROOF_IN_FULL": "1"}
    return subprocess.run(order, cwd=ROOT, env=environment, check=False).returncode


def read(report: Path, proofs: dict[str, str]) -> dict[str, Row]:
    rows = {name: Row() for name in proofs}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it
        places = case.get("classname", "").split(".")  # tests, the file, and a class perhaps
        rows[next(each for each in places if each in rows)].add(case)
    return rows


def table(rows: dict[str, Row]) -> list[str]:
    return [
        f"{datetime.now(UTC):%Y-%m-%d}, {machine()}",
        "",
        "| proof | tried | time | result |",
        "|---|---|---|---|",
        *(row.line(name) for name, row in rows.items()),
    ]


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, {memory:.0f} GB, Python {platform.python_version()}"


def write(page: Path, lines: list[str]):
    before, _begin, rest = page.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text("\n".join([f"{before}{BEGIN}", *lines, f"{END}{after}"]))


if __name__ == "__main__":
    sys.exit(main())
