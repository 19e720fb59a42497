"""One variable puts the site on PostgreSQL; without it, it lives in a file."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.databases import databases


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    def choose(url: str) -> dict:
        monkeypatch.setenv("XINYU_DATABASE_URL", url)
        return databases(tmp_path)["default"]

    return choose


def test_without_it_the_site_lives_in_a_file(chosen, tmp_path):
    found = chosen("")
    assert found["ENGINE"].endswith("sqlite3")
    assert found["NAME"] == tmp_path / "site.sqlite3"


def test_an_address_says_where_and_who(chosen):
    found = chosen("postgres://xin:p%40ss%2Fw@db.example:6432/yu?sslmode=require")
    assert found["ENGINE"].endswith("postgresql")
    named = [found[each] for each in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert named == ["xin", "p@ss/w", "db.example", 6432, "yu"]
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["CONN_HEALTH_CHECKS"] is True


def test_what_hangs_does_not_stop_the_others_for_ever(chosen):
    limits = chosen("postgres://xin@localhost/yu")["OPTIONS"]["options"]
    for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
        assert f"-c {name}=" in limits


@pytest.mark.parametrize(
    "url",
    [
        "mysql://xin:secret@db/yu",
        "postgres://xin:secret@db",
        "postgres://xin:secret@db:port/yu",
        "xin:secret@db/yu",
    ],
)
def test_another_address_is_refused_and_its_password_not_told(chosen, url):
    with pytest.raises(ImproperlyConfigured, match="XINYU_DATABASE_URL") as refused:
        chosen(url)
    assert "secret" not in str(refused.value)
