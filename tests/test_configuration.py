"""The settings of the machine: said in one table, and missed loudly in production."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
READ = re.compile(r'env\.(?:text|flag|words|folder|secret)\(\s*"([A-Z_]+)"')


def names_read() -> set[str]:
    sources = [*(ROOT / "site").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return {f"XINYU_{name}" for path in sources for name in READ.findall(path.read_text())}


def test_the_table_in_the_docs_names_every_variable_and_no_other():
    table = (ROOT / "docs/configuration.md").read_text()
    assert set(re.findall(r"\| `(XINYU_[A-Z_]+)`", table)) == names_read()


@pytest.mark.parametrize("name", ["SECRET_KEY", "REQUEST_KEYS", "LOOKUP_KEY"])
def test_production_without_a_secret_stops_and_names_it(name, tmp_path):
    secrets = {"SECRET_KEY": "s" * 50, "REQUEST_KEYS": "r" * 50, "LOOKUP_KEY": "l" * 50}
    given = {f"XINYU_{each}": value for each, value in secrets.items() if each != name}
    answer = manage("check", tmp_path, XINYU_PRODUCTION="1", **given)
    assert answer.returncode != 0
    assert f"XINYU_{name}" in answer.stderr


def test_production_with_its_secrets_starts(tmp_path):
    given = {f"XINYU_{name}": "x" * 60 for name in ("SECRET_KEY", "REQUEST_KEYS", "LOOKUP_KEY")}
    answer = manage("check", tmp_path, XINYU_PRODUCTION="1", **given)
    assert answer.returncode == 0, answer.stderr


def test_keys_made_on_this_machine_are_for_its_user_only(tmp_path):
    assert manage("check", tmp_path).returncode == 0
    keys = list((tmp_path / "keys").iterdir())
    assert {path.name for path in keys} == {"secret_key", "request_keys", "lookup_key"}
    assert {path.stat().st_mode & 0o777 for path in keys} == {0o600}
    assert len({path.read_text() for path in keys}) == 3


def manage(command, var_dir, **environment):
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("XINYU_")}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), command],
        env=inherited | {"XINYU_VAR_DIR": str(var_dir)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
