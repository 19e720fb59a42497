"""Runs proofs in full and writes what came out into docs/proofs.md (the export) and
docs/security.md (service requests).

    python -m tests.proofs.run              all of them, for hours
    python -m tests.proofs.run spam purge   those with such a word in file or title
    python -m tests.proofs.run --list       what there is

The tests are those of `make test`; tests/proofs/counts.py says how much more they try here. A row
is written when its run ends, and the others stay as they are.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.proofs.results import circumstances, merge, rows_of, title_of
from tests.proofs.which import POSTGRESQL, PROOFS, ROOT, Proof

SIDE_BY_SIDE = ["-n", "2", "--dist", "worksteal"]


def main(words: list[str]) -> int:
    if words == ["--list"]:
        print(*(f"{proof.file:<32} {proof.title}" for proof in PROOFS), sep="\n")
        return 0
    if unknown := [word for word in words if not any(each.is_called(word) for each in PROOFS)]:
        print(f"No proof is called {', '.join(unknown)}; --list names them.")
        return 2
    wanted = [each for each in PROOFS if not words or any(map(each.is_called, words))]
    return max(run(proofs, database) for proofs, database in runs(wanted))


def runs(wanted: list[Proof]) -> list[tuple[list[Proof], str]]:
    """What is run together, and on which database."""
    together = [each for each in wanted if not each.alone]
    alone = [([each], each.databases[0]) for each in wanted if each.alone]
    again = [([each], POSTGRESQL) for each in wanted if POSTGRESQL in each.databases]
    return [run for run in [(together, ""), *alone, *again] if run[0]]


def run(proofs: list[Proof], database: str) -> int:
    load = os.getloadavg()[0]
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = run_tests([each.file for each in proofs], database, report)
        rows = rows_of(report, [each.file for each in proofs]) if report.exists() else {}
    when = circumstances(load)
    for proof in proofs:
        if row := rows.get(proof.file):
            write(proof, row.line(proof.title + database, when))
    return code


def run_tests(files: list[str], database: str, report: Path) -> int:
    program = ["-m", "tests.on_postgresql"] if database == POSTGRESQL else []
    beside = SIDE_BY_SIDE if len(files) > 1 else []
    paths = [f"tests/{file}.py" for file in files]
    order = [sys.executable, *program, "-m", "pytest", *beside, "-s", "-q"]
    environment = os.environ | {"EVERY_PROOF_IN_FULL": "1"}
    return subprocess.run(
        [*order, f"--junitxml={report}", *paths], cwd=ROOT, env=environment, check=False
    ).returncode


def write(proof: Proof, line: str):
    print(line)
    order = [title for each in PROOFS if each.page == proof.page for title in each.rows]
    merge(proof.page, {title_of(line): line}, order)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
