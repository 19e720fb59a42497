"""The database: a file beside the site, or PostgreSQL where XINYU_DATABASE_URL names one."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import environment as env

POSTGRESQL = ("postgres://", "postgresql://")
KEPT_SECONDS = 600  # an idle connection; one that the server has dropped meanwhile is made anew
# What stops a process that hangs from stopping the others. A step waits as long for another's
# as SQLite's `timeout` lets it; a statement of a request never takes this long, and a command
# that has to (VACUUM, a migration of a huge table) sets its own with PGOPTIONS.
LIMITS = {
    "lock_timeout": "20s",
    "statement_timeout": "120s",
    "idle_in_transaction_session_timeout": "300s",
}


def databases(var_dir: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES."""
    url = env.text("DATABASE_URL")
    return {"default": postgresql(url) if url else sqlite(var_dir)}


def sqlite(var_dir: Path) -> dict[str, Any]:
    """As measured under load: without IMMEDIATE a read that turns into a write is refused at
    once, whatever the timeout; FULL keeps what was acknowledged through a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": var_dir / "site.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
        "TEST": {"NAME": var_dir / "test.sqlite3"},
    }


def postgresql(url: str) -> dict[str, Any]:
    """Transactions are READ COMMITTED: a step that rests on a row locks it first."""
    parts = parse(url)
    limits = " ".join(f"-c {name}={value}" for name, value in LIMITS.items())
    options = {"connect_timeout": 10, "application_name": "xinyu", "options": limits}
    parts["OPTIONS"] = options | parts.get("OPTIONS", {})
    return parts


def parse(url: str) -> dict[str, Any]:
    """The message of a refusal never holds the address: there is a password in it."""
    try:
        import dj_database_url
        import psycopg  # noqa: F401
    except ImportError:
        raise ImproperlyConfigured(
            "XINYU_DATABASE_URL 要用 PostgreSQL 的依赖：requirements/postgresql.txt"  # data
        ) from None
    try:
        parts = dj_database_url.parse(url, conn_max_age=KEPT_SECONDS, conn_health_checks=True)
    except ValueError:
        parts = {}
    if not url.startswith(POSTGRESQL) or not parts.get("NAME"):
        raise ImproperlyConfigured(
            "XINYU_DATABASE_URL 写成 postgres://用户:密码@主机:端口/库名；"  # data
            "密码里的 @ : / # % 要写成 %40 %3A %2F %23 %25"
        )
    return dict(parts)
