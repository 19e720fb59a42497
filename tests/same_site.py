"""Compares two exported folders as `diff -r` does, leaving out the export's own notes."""

import difflib
import os
from pathlib import Path

NOTES = ".xinyu"
SHOWN_LINES = 40

Snapshot = dict[str, bytes]


def snapshot(folder: Path) -> Snapshot:
    """Every file by its path in the folder, temporary ones among them; empty folders end in "/"."""
    found: Snapshot = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != NOTES]
        relative = Path(place).relative_to(folder)
        if not folders and not files and place != str(folder):
            found[f"{relative.as_posix()}/"] = b""
        for name in files:
            found[(relative / name).as_posix()] = (Path(place) / name).read_bytes()
    return found


def difference(old: Snapshot, new: Snapshot) -> str:
    """The first file that differs, shown line by line, and how many more do; "" when none does."""
    paths = sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
    # What people read tells more than its compressed twin.
    paths.sort(key=lambda path: path.endswith(".gz"))
    if not paths:
        return ""
    others = "".join(f"\n  {path}: {kind(path, old, new)}" for path in paths[1:])
    first = paths[0]
    return f"{first}: {kind(first, old, new)}\n{lines(first, old, new)}{others}"


def kind(path: str, old: Snapshot, new: Snapshot) -> str:
    if path not in old:
        return "missing in the first"
    return "differs" if path in new else "missing in the second"


def lines(path: str, old: Snapshot, new: Snapshot) -> str:
    try:
        before, after = (side.get(path, b"").decode().splitlines() for side in (old, new))
    except UnicodeDecodeError:
        return f"{len(old.get(path, b''))} bytes against {len(new.get(path, b''))}"
    shown = list(difflib.unified_diff(before, after, "first", "second", lineterm="", n=1))
    return "\n".join(line[:400] for line in shown[:SHOWN_LINES])


def folders_differ(old: Path, new: Path) -> str:
    return difference(snapshot(old), snapshot(new))


def assert_same(told: str):
    """`told` is what `difference` found; shown whole, as pytest would cut it."""
    assert not told, told
