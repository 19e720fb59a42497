"""Compares the public folder with what a clean full build gives."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from export.deliver import export_site
from export.record import HOUSEKEEPING


def differences(out: Path, progress: Callable[[int, int], None] | None = None) -> dict[str, list]:
    """{"missing": [path], "different": [path], "extra": [path]} of `out` against a clean build,
    compressed copies included."""
    with tempfile.TemporaryDirectory(prefix="xinyu-check-") as folder:
        clean = Path(folder, "site")
        export_site(clean, progress)
        right, found = bodies(clean), bodies(out)
        return {
            "missing": sorted(right.keys() - found.keys()),
            "different": sorted(
                path
                for path in right.keys() & found.keys()
                if right[path].read_bytes() != found[path].read_bytes()
            ),
            "extra": sorted(found.keys() - right.keys()),
        }


def bodies(root: Path) -> dict[str, Path]:
    """All files of a site by their path; our own housekeeping is none of it."""
    paths = (path for path in root.rglob("*") if path.is_file())
    named = {path.relative_to(root).as_posix(): path for path in paths}
    return {name: path for name, path in named.items() if not name.startswith(f"{HOUSEKEEPING}/")}
