"""Builds that die at one of their steps, and what the next one makes of it. A program:

    python -m tests.proofs.killed_build SITE {publish,export} HOW_OFTEN

SITE holds what a site is, var/ and public/, with changes that wait; each attempt gets a copy
of it at XINYU_VAR_DIR and XINYU_PUBLIC_DIR. Prints a line of JSON for each attempt.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]


def main(site: Path, mode: str, how_often: int):
    from django.conf import settings

    from tests.engine import full_export
    from tests.proofs.process import KILLED, in_its_own_process, load_templates
    from tests.same_site import folders_differ

    load_templates()
    place = settings.PUBLIC_DIR.parent
    build = full_export if mode == "export" else bring_up_to_date
    total = count_steps(site, place, build)
    for step in spread(total, how_often):
        fresh_copy(site, place)
        code = in_its_own_process(lambda at=step: with_steps(build, dying_at(at)))
        told = {"step": step, "of": total, "killed": code == KILLED}
        told["mended"] = in_its_own_process(bring_up_to_date) == 0
        # Before the clean build: that one stands beside, too.
        told["beside"] = sorted({each.name for each in place.iterdir()} - {"var", "public"})
        told["old"] = folders_differ(site / "public", place / "public") == ""
        told["difference"] = difference(place)
        print(json.dumps(told, ensure_ascii=False), flush=True)


def bring_up_to_date():
    from export.worker import build_pending

    build_pending()


def with_steps(build: Callable[[], None], tell):
    from tests.proofs.steps import told_of_every_step

    with told_of_every_step(tell):
        build()


def dying_at(step: int):
    from tests.proofs.process import die

    taken = 0

    def tell(what: str, path: str):
        nonlocal taken
        taken += 1
        if taken == step:
            die()

    return tell


def count_steps(site: Path, place: Path, build: Callable[[], None]) -> int:
    from tests.proofs.process import in_its_own_process

    fresh_copy(site, place)
    told: list[str] = []

    def count():
        with_steps(build, lambda what, path: told.append(f"{what} {path}"))
        (place / "steps").write_text("\n".join(told))

    assert in_its_own_process(count) == 0
    return len((place / "steps").read_text().splitlines())


def spread(total: int, how_often: int) -> list[int]:
    """Step numbers from the first to the last, evenly."""
    last = how_often - 1
    return sorted({1 + round(number * (total - 1) / last) for number in range(how_often)})


def fresh_copy(site: Path, place: Path):
    from tests.databases import copy_between

    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(site, place)
    copy_between(site, place)


def difference(place: Path, public: Path | None = None) -> str:
    """From a clean build, made by a process of its own."""
    from export.deliver import export_site
    from tests.proofs.process import in_its_own_process
    from tests.same_site import folders_differ

    if in_its_own_process(lambda: export_site(place / "clean") and None):
        return "the clean build failed"
    return folders_differ(public or place / "public", place / "clean")


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
