"""Reads the settings of the machine from environment variables.

docs/configuration.md holds the table of them all; a test keeps the two in step.
"""

import os
import secrets
import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
DEBIAN_FONTS = Path("/usr/share/fonts/opentype/noto")  # of the package fonts-noto-cjk
PREFIX = "XINYU_"
SHORTEST_SECRET = 32  # characters; what docs/configuration.md makes has 64


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


def private_folder(name: str, default: Path) -> Path:
    """A folder that other users of the machine can't look into; made when it is missing.

    Only the others' rights are taken from one that is there: a group may be meant to read it.
    A folder that isn't ours, or that everyone shares (/tmp), is left as it is.
    """
    path = folder(name, default)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = path.stat()
    ours = status.st_uid == os.geteuid() and not status.st_mode & stat.S_ISVTX
    if ours and status.st_mode & stat.S_IRWXO:
        path.chmod(stat.S_IMODE(status.st_mode) & ~stat.S_IRWXO)
    return path


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


def refuse_weak_secrets(**parts: list[str]):
    """Stop when a part is empty, short, or used twice; the message names the variable.

    Parts by the name of their variable: one that holds several keys has several parts.
    """
    seen: dict[str, str] = {}
    for name, values in parts.items():
        for value in values:
            if fault := fault_of(value, seen):
                raise ImproperlyConfigured(f"环境变量 {PREFIX}{name} {fault}")  # data
            seen[value] = PREFIX + name


def fault_of(value: str, seen: dict[str, str]) -> str:
    if not value.strip():
        return "有一段是空的：看看是不是多了逗号。"  # data
    if len(value) < SHORTEST_SECRET:
        return f"太短，每一把至少要 {SHORTEST_SECRET} 个字符。"  # data
    if value in seen:
        return f"和 {seen[value]} 用了同一把密钥，每一把都要不同。"  # data
    return ""
