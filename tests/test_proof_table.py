"""The tables of what was proved: a proof that is run by itself replaces its own row only."""

from pathlib import Path

import pytest

from tests.proofs import run
from tests.proofs.results import BEGIN, END, Row, merge, rows_of
from tests.proofs.which import POSTGRESQL, PROOFS, ROOT, SQLITE

REPORT = """<testsuites><testsuite>
<testcase classname="tests.test_request_spam" time="2.5">
  <properties><property name="tried" value="60 spam"/></properties></testcase>
<testcase classname="tests.browser.test_scripts_never_run.TestIt" time="1">
  <failure message="one ran"/></testcase>
<testcase classname="tests.browser.test_scripts_never_run.TestIt" time="1"/>
</testsuite></testsuites>"""
FILES = ["test_request_spam", "browser/test_scripts_never_run"]


@pytest.fixture
def page(tmp_path) -> Path:
    path = tmp_path / "security.md"
    path.write_text(
        f"# Proofs\n\n{BEGIN}\n| Spam flood | old |\n| Purge | old |\n{END}\n\nAfter.\n"
    )
    return path


def test_a_new_row_replaces_its_own_and_no_other(page):
    merge(page, {"Purge": "| Purge | new |"}, ["Spam flood", "Forged posts", "Purge"])
    assert page.read_text().endswith(f"| Spam flood | old |\n| Purge | new |\n{END}\n\nAfter.\n")
    merge(page, {"Forged posts": "| Forged posts | new |"}, ["Spam flood", "Forged posts", "Purge"])
    rows = [line for line in page.read_text().splitlines() if line.startswith("| ")]
    assert rows[1:] == ["| Spam flood | old |", "| Forged posts | new |", "| Purge | new |"]


def test_a_row_says_what_was_tried_and_what_failed(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    rows = rows_of(report, [*FILES, "test_not_run"])
    assert list(rows) == FILES
    spam, scripts = (rows[file].line(file, "today") for file in FILES)
    assert spam == "| test_request_spam | 60 spam | 2 s | holds | today |"
    assert scripts.endswith("| 2 cases | 2 s | 1 of 2 failed | today |")
    assert Row(tests=2, skipped=1).result == "1 of 2 not tried here"


def test_one_may_name_the_proofs_to_run(monkeypatch):
    started = []
    monkeypatch.setattr(
        run, "run", lambda proofs, database: started.append((proofs, database)) or 0
    )
    assert run.main(["spam", "Load", "several"]) == 0
    told = [([proof.title for proof in proofs], database) for proofs, database in started]
    assert told == [
        (["Several machines", "Spam flood"], ""),
        (["Load"], SQLITE),
        (["Several machines"], POSTGRESQL),
        (["Load"], POSTGRESQL),
    ]
    assert run.main(["no such proof"]) == 2


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.file)
def test_each_proof_is_there_and_its_page_tells_of_it(proof):
    assert (ROOT / f"tests/{proof.file}.py").exists()
    told = proof.page.read_text().partition(BEGIN)[0]
    assert f"- **{proof.title.partition(':')[0]}" in told
