"""Reads the settings of the machine from environment variables.

docs/configuration.md holds the table of them all; a test keeps the two in step.
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "XINYU_"


def text(name: str, default: str = "") -> str:
    return os.environ.get(PREFIX + name, default)


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    return value in {"1", "true", "yes", "on"} if value else default


def words(name: str) -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).resolve()


def secret(name: str, kept_in: Path, production: bool) -> str:
    """A secret from the environment; outside production, one made on this machine.

    The file is made on the first run with mode 600. In production a missing secret stops
    the start with a message that names it.
    """
    if value := text(name):
        return value
    if production:
        raise ImproperlyConfigured(
            f"生产模式缺少环境变量 {PREFIX}{name}，请先设好再启动。"  # data
        )
    return kept_secret(kept_in / name.lower())


def kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
