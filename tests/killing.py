"""Work that is killed again and again, each time a little further on, as a process of its own."""

from collections.abc import Callable

from django.db import connections

from tests.proofs.process import KILLED, die, in_its_own_process
from tests.proofs.steps import told_of_every_step


def killed_after(steps: int, work: Callable[[], object]) -> bool:
    """Run `work` until it has taken so many steps (statements that change rows, commits, changes
    of files), then kill it before the next one; whether it got that far."""
    connections.close_all()
    taken = 0

    def tell(_what: str, _path: str):
        nonlocal taken
        taken += 1
        if taken > steps:
            die()

    def run():
        with told_of_every_step(tell):
            work()
        connections.close_all()

    code = in_its_own_process(run)
    assert code in {0, KILLED}, "the work failed; what it said is above"
    return code == KILLED
