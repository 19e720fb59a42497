"""The settings of the machine: said in one table, and missed loudly in production; and what
`manage.py start` makes of them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils.module_loading import import_string
from wagtail.models import Site

from config import environment
from config.management.commands import start
from config.site_address import align_site_address
from export.deliver import export_site
from pages.models import HomePage
from sample_site.accounts import accounts, make_accounts
from tests import factories as make

ROOT = Path(settings.BASE_DIR)
READ = re.compile(r'env\.(?:text|flag|words|folder|private_folder|secret)\(\s*"([A-Z_]+)"')


SECRETS = {"SECRET_KEY": "s" * 50, "REQUEST_KEYS": "r" * 50, "LOOKUP_KEY": "l" * 50}
SECRETS |= {"LOG_KEY": "g" * 50}


def names_read() -> set[str]:
    sources = [*(ROOT / "site").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return {f"XINYU_{name}" for path in sources for name in READ.findall(path.read_text())}


def test_the_table_in_the_docs_names_every_variable_and_no_other():
    table = (ROOT / "docs/configuration.md").read_text()
    assert set(re.findall(r"\| `(XINYU_[A-Z_]+)`", table)) == names_read()


@pytest.mark.parametrize("name", list(SECRETS))
def test_production_without_a_secret_stops_and_names_it(name, tmp_path):
    answer = check_in_production(tmp_path, **{name: ""})
    assert answer.returncode != 0
    assert f"XINYU_{name}" in answer.stderr


def test_production_with_an_empty_part_among_its_keys_stops_and_names_the_variable(tmp_path):
    answer = check_in_production(tmp_path, REQUEST_KEYS="a" * 40 + ",," + "b" * 40)
    assert answer.returncode != 0
    assert "XINYU_REQUEST_KEYS" in answer.stderr
    assert "a" * 40 not in answer.stderr


@pytest.mark.parametrize("parts", [["short"], ["r" * 31], ["s" * 50], ["r" * 40, "r" * 40], [" "]])
def test_secrets_that_are_short_or_used_twice_are_refused_by_name(parts):
    with pytest.raises(ImproperlyConfigured, match="XINYU_REQUEST_KEYS"):
        environment.refuse_weak_secrets(SECRET_KEY=["s" * 50], REQUEST_KEYS=parts)


def test_production_with_its_secrets_starts(tmp_path):
    several = "a" * 40 + "," + "b" * 40
    answer = check_in_production(tmp_path, REQUEST_KEYS=several)
    assert answer.returncode == 0, answer.stderr


def test_keys_made_on_this_machine_are_for_its_user_only(tmp_path):
    assert manage("check", tmp_path).returncode == 0
    keys = list((tmp_path / "keys").iterdir())
    assert {path.name for path in keys} == {"secret_key", "request_keys", "lookup_key", "log_key"}
    assert {path.stat().st_mode & 0o777 for path in keys} == {0o600}
    assert len({path.read_text() for path in keys}) == 4


@pytest.mark.parametrize("there_already", [True, False])
def test_other_users_cannot_look_into_the_data_folder(there_already, tmp_path):
    data = tmp_path / "data"
    if there_already:
        data.mkdir(mode=0o755)
    assert manage("check", data).returncode == 0
    assert data.stat().st_mode & 0o007 == 0


@pytest.mark.django_db
def test_everybody_can_read_the_public_folder(out):
    make.NewsFactory()
    export_site()
    for path in [out, *out.rglob("*")]:
        wanted = 0o755 if path.is_dir() else 0o644
        assert path.stat().st_mode & 0o777 == wanted, path


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://xinyu.example", "https://xinyu.example"),
        ("http://10.0.0.8:8080", "http://10.0.0.8:8080"),
    ],
)
def test_full_addresses_follow_the_public_address(url, root, settings, client):
    home = make.home()
    move_to(url, settings)
    for _again in range(2):
        align_site_address()
        assert Site.objects.get().root_url == root
    told = client.get(f"/api/v2/pages/{home.pk}/", headers={"host": "127.0.0.1"}).json()
    assert told["meta"]["html_url"] == f"{root}/"


@pytest.mark.django_db
def test_start_in_production_makes_no_sample(settings, started):
    settings.PRODUCTION = True
    said = started()
    assert "createsuperuser" in said
    assert HomePage.objects.get().get_children().count() == 0
    assert accounts() == []
    assert not settings.KEYS_DIR.exists()


@pytest.mark.django_db
def test_start_tells_a_first_password_only_while_it_is_the_password(
    settings, started, django_user_model
):
    make.home()
    make_accounts()
    first = {name: password for name, password, _purpose in accounts()}
    editor = django_user_model.objects.get(username="editor")
    editor.set_password("我自己的密码")
    editor.save()
    said = started()
    assert first["admin"] in said
    assert first["editor"] not in said
    assert re.search(r"editor\s+（密码已改）", said)
    settings.PRODUCTION = True
    assert first["admin"] not in started()


@pytest.fixture
def started(settings, tmp_path, capsys, monkeypatch):
    """What `manage.py start` says until it would serve."""
    settings.KEYS_DIR = tmp_path / "keys"
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(start, "serve", lambda port: None)
    monkeypatch.setattr(start, "refuse_taken_port", lambda port: None)
    monkeypatch.setattr(start.Command, "collect_static", lambda self: None)

    def start_and_listen() -> str:
        call_command("start")
        return capsys.readouterr().out

    return start_and_listen


@pytest.mark.parametrize("place", ["static/css/a.css", "site/service_requests/static/a.css"])
def test_the_admins_files_are_collected_anew_when_one_has_changed(place, settings, tmp_path):
    settings.BASE_DIR, file = tmp_path, tmp_path / place
    file.parent.mkdir(parents=True)
    file.write_text("old")
    before = start.static_version()
    assert start.static_version() == before
    file.write_text("new")
    assert start.static_version() != before


@pytest.mark.django_db
def test_browsers_may_ask_before_they_read_the_api(settings, client):
    settings.CORS_ORIGINS = ["https://front.example"]
    asked = {
        "origin": "https://front.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "x-requested-with",
    }
    answer = client.options("/api/v2/pages/", headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Origin"] == "https://front.example"
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer["Access-Control-Allow-Headers"] == "x-requested-with"
    assert int(answer["Access-Control-Max-Age"]) > 0
    assert "Origin" in answer["Vary"]
    stranger = client.options("/api/v2/pages/", headers=asked | {"origin": "https://x.example"})
    assert "Access-Control-Allow-Origin" not in stranger
    assert "Access-Control-Allow-Methods" not in stranger
    elsewhere = client.options("/apply/", headers=asked)
    assert "Access-Control-Allow-Origin" not in elsewhere


def test_what_the_worker_does_can_be_found():
    named = [*settings.MINUTE_TASKS, *settings.WATCHERS]
    assert all(callable(import_string(name)) for name in named)


def test_the_docs_hand_over_the_nginx_file_that_is_tested():
    docs = (ROOT / "docs/configuration.md").read_text()
    assert "](nginx.conf)" in docs
    assert "```nginx" not in docs  # a second one would not be tested


def move_to(url: str, settings):
    settings.PUBLIC_URL = url
    settings.PUBLIC_HOST = url.split("//")[1].partition(":")[0]
    settings.HTTPS = url.startswith("https://")


def check_in_production(var_dir, **changed):
    given = {f"XINYU_{name}": value for name, value in (SECRETS | changed).items()}
    return manage("check", var_dir, XINYU_PRODUCTION="1", **given)


def manage(command, var_dir, **environment):
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("XINYU_")}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), command],
        env=inherited | {"XINYU_VAR_DIR": str(var_dir)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
