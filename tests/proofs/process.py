"""A fork does one thing as a process of its own would, and may die of it.

The parent has Django loaded and has neither asked the database nor built anything.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable

KILLED = -signal.SIGKILL


def start(work: Callable[[], None]) -> int:
    """The number of a process that does `work`."""
    sys.stdout.flush()
    if process := os.fork():
        return process
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def end_of(process: int) -> int:
    """Its exit code when it has ended; KILLED if it was."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def in_its_own_process(work: Callable[[], None]) -> int:
    return end_of(start(work))


def load_templates():
    """Before forking, so that not every process compiles them."""
    from export.render import jinja_templates

    for name in jinja_templates().list_templates(extensions=["html", "xml"]):
        jinja_templates().get_template(name)


def die():
    os.kill(os.getpid(), signal.SIGKILL)
