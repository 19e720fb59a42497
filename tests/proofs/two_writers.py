"""Several processes build one site at the same time, and what each wrote when. A program:

    python -m tests.proofs.two_writers SITE HOW_OFTEN

Each process changes pages of its own and builds after each change, in its turn the whole site:
what it changed may be built by another before, so that only a full build surely writes. Prints
one line of JSON: {"spans": [[process, first, last], …], "ended": [code, …]}. Moments are seconds
of the clock that all processes share.

    python -m tests.proofs.two_writers SITE HOW_OFTEN machines

The same on a machine each, with a folder each; {"differs": [how each folder is wrong, …]} too.

    python -m tests.proofs.two_writers SITE holder

A builder stops while it holds the folder, a second one comes, the first is killed.

    python -m tests.proofs.two_writers SITE other_machine {killed,frozen}

The second one is on another machine. The first is killed while it writes; or it has a folder of
its own and wakes up when the second has done its work. {"waited": whether the second let the
lease run out, "ended": [first, second], "old": whether nothing is seen of the first one's work}.
"""

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from unittest.mock import patch

import django

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 3
CHANGES_A_FILE = {"replace", "rename", "link", "unlink", "remove", "rmdir", "mkdir"}


def side_by_side(place: Path, how_often: int, machines: bool):
    from tests.proofs.process import end_of, start

    writers = [
        start(lambda number=number: write_and_note(place, number, how_often, machines))
        for number in range(WRITERS)
    ]
    ended = [end_of(writer) for writer in writers]
    spans = [
        [number, *span]
        for number in range(WRITERS)
        for span in json.loads((place / f"spans-{number}").read_text())
    ]
    told = {"spans": spans, "ended": ended}
    print(json.dumps(told | ({"differs": all_differences(place)} if machines else {})))


def all_differences(place: Path) -> list[str]:
    """How each machine's folder differs from a clean build, when it has looked once more."""
    from export.worker import build_pending
    from tests.proofs.killed_build import difference
    from tests.proofs.process import in_its_own_process

    found = []
    for number in range(WRITERS):
        folder = own_folder(place, number)

        def look(number=number):
            move_to_machine(number, place)
            build_pending()

        assert in_its_own_process(look) == 0
        found.append(difference(place, folder))
        shutil.rmtree(place / "clean")
    return found


def own_folder(place: Path, number: int) -> Path:
    return place / f"public-{number}"


def move_to_machine(number: int, place: Path | None = None):
    """This process is on a machine of its own from now on; with a place, so is its folder."""
    from django.conf import settings

    from export import one_writer

    one_writer.machine = lambda: f"machine-{number}"
    if place:
        folder = own_folder(place, number)
        if not folder.exists():
            shutil.copytree(place / "public", folder)
        settings.PUBLIC_DIR = folder


def write_and_note(place: Path, number: int, how_often: int, machines: bool):
    from django.conf import settings

    from export.worker import build_pending
    from tests.engine import full_export

    if machines:
        move_to_machine(number, place)
    spans = []
    for turn in range(how_often):
        change_a_page(number, turn)
        moments: list[float] = []
        build = full_export if turn % WRITERS == number else build_pending
        noted(build, settings.PUBLIC_DIR, moments)
        if moments:
            spans.append([moments[0], moments[-1]])
    (place / f"spans-{number}").write_text(json.dumps(spans))


def change_a_page(number: int, turn: int):
    from news.models import NewsPage

    page = NewsPage.objects.get(slug=f"of-writer-{number}")
    page.title = f"第 {turn} 次"
    page.save_revision().publish()


def noted(build, public: Path, moments: list[float]):
    """Build, and note when a file of the site was changed, or all of them in one step."""
    from export import write
    from tests.proofs.steps import told_of_every_step

    exchanged = write.exchanged

    def tell(what: str, path: str):
        if what in CHANGES_A_FILE and path.startswith(f"{public}/") and "/.xinyu" not in path:
            moments.append(time.time())

    def exchanged_and_noted(new: Path, old: Path) -> bool:
        moments.append(time.time())
        return exchanged(new, old)

    with told_of_every_step(tell), patch.object(write, "exchanged", exchanged_and_noted):
        build()


def a_holder_dies(place: Path):
    from export.worker import build_pending
    from tests.proofs.process import KILLED, end_of, start

    holder = start(lambda: stop_while_writing(place / "public"))
    os.waitpid(holder, os.WUNTRACED)
    second = start(lambda: build_pending() and None)
    os.kill(holder, signal.SIGKILL)
    print(json.dumps({"killed": end_of(holder) == KILLED, "second": end_of(second)}))


def stop_while_writing(public: Path, before: bool = False):
    """Before: when all is written beside the site, and nothing is seen of it."""
    from export.worker import build_pending
    from tests.proofs.steps import told_of_every_step

    stopped = []

    def tell(what: str, path: str):
        beside = what == "write" and "/.xinyu/new/" in path
        seen = what in CHANGES_A_FILE and "/.xinyu" not in path
        if not stopped and path.startswith(f"{public}/") and (beside if before else seen):
            stopped.append(path)
            os.kill(os.getpid(), signal.SIGSTOP)

    with told_of_every_step(tell):
        build_pending()


def other_machine(site: Path, place: Path, how: str):
    from datetime import timedelta

    from export import one_writer
    from tests.proofs.process import end_of, start
    from tests.same_site import folders_differ

    one_writer.LEASE = timedelta(seconds=2)
    first = start(lambda: stop_while_writing(place / "public", how == "frozen"))
    os.waitpid(first, os.WUNTRACED)
    if how == "killed":
        os.kill(first, signal.SIGKILL)
    second = end_of(start(lambda: take_over(place, how == "frozen")))
    if how == "frozen":
        os.kill(first, signal.SIGCONT)
    told = {"waited": (place / "waited").read_text() == "True", "ended": [end_of(first), second]}
    print(json.dumps(told | {"old": folders_differ(site / "public", place / "public") == ""}))


def take_over(place: Path, own_folder: bool):
    from django.conf import settings

    from export.models import Writer
    from export.worker import build_pending

    move_to_machine(2, place if own_folder else None)
    until = Writer.objects.get().until
    moments: list[float] = []
    noted(build_pending, settings.PUBLIC_DIR, moments)
    (place / "waited").write_text(str(moments[0] >= until.timestamp()))


def main(site: Path, what: str, how: str = ""):
    from django.conf import settings

    from tests.proofs.killed_build import fresh_copy
    from tests.proofs.process import load_templates

    load_templates()
    place = settings.PUBLIC_DIR.parent
    fresh_copy(site, place)
    if what == "holder":
        a_holder_dies(place)
    elif what == "other_machine":
        other_machine(site, place, how)
    else:
        side_by_side(place, int(what), how == "machines")


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(Path(sys.argv[1]), *sys.argv[2:])
