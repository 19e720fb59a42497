"""Several processes build one site at the same time, and what each wrote when. A program:

    python -m tests.proofs.two_writers SITE HOW_OFTEN

Each process changes pages of its own and builds after each change, one of them the whole
site. Prints one line of JSON: {"spans": [[process, first, last], …], "ended": [code, …]}.
Moments are seconds on the clock that all processes share.

    python -m tests.proofs.two_writers SITE holder

A builder stops while it holds the folder, a second one comes, the first is killed.
"""

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 3
CHANGES_A_FILE = {"replace", "rename", "link", "unlink", "remove", "rmdir", "mkdir"}


def side_by_side(place: Path, how_often: int):
    from tests.proofs.process import end_of, start

    writers = [
        start(lambda number=number: write_and_note(place, number, how_often))
        for number in range(WRITERS)
    ]
    ended = [end_of(writer) for writer in writers]
    spans = [
        [number, *span]
        for number in range(WRITERS)
        for span in json.loads((place / f"spans-{number}").read_text())
    ]
    print(json.dumps({"spans": spans, "ended": ended}))


def write_and_note(place: Path, number: int, how_often: int):
    from export.worker import build_pending
    from tests.engine import full_export

    spans = []
    for turn in range(how_often):
        change_a_page(number, turn)
        moments: list[float] = []
        build = full_export if number == 0 and turn % 3 == 0 else build_pending
        noted(build, place / "public", moments)
        if moments:
            spans.append([moments[0], moments[-1]])
    (place / f"spans-{number}").write_text(json.dumps(spans))


def change_a_page(number: int, turn: int):
    from news.models import NewsPage

    page = NewsPage.objects.get(slug=f"of-writer-{number}")
    page.title = f"第 {turn} 次"
    page.save_revision().publish()


def noted(build, public: Path, moments: list[float]):
    """Build, and note when a file of the site was changed."""
    from tests.proofs.steps import told_of_every_step

    def tell(what: str, path: str):
        if what in CHANGES_A_FILE and path.startswith(f"{public}/") and "/.xinyu" not in path:
            moments.append(time.monotonic())

    with told_of_every_step(tell):
        build()


def a_holder_dies(place: Path):
    from export.worker import build_pending
    from tests.proofs.process import KILLED, end_of, start

    holder = start(lambda: stop_while_writing(place / "public"))
    os.waitpid(holder, os.WUNTRACED)
    second = start(lambda: build_pending() and None)
    os.kill(holder, signal.SIGKILL)
    print(json.dumps({"killed": end_of(holder) == KILLED, "second": end_of(second)}))


def stop_while_writing(public: Path):
    from export.worker import build_pending
    from tests.proofs.steps import told_of_every_step

    def tell(what: str, path: str):
        if what in CHANGES_A_FILE and path.startswith(f"{public}/") and "/.xinyu" not in path:
            os.kill(os.getpid(), signal.SIGSTOP)

    with told_of_every_step(tell):
        build_pending()


def main(site: Path, what: str):
    from django.conf import settings

    from tests.proofs.process import load_templates

    load_templates()
    place = settings.PUBLIC_DIR.parent
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(site, place)
    if what == "holder":
        a_holder_dies(place)
    else:
        side_by_side(place, int(what))


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(Path(sys.argv[1]), sys.argv[2])
