"""The harness's end of the resident process (see editing.py)."""

import json
import os
import subprocess

from tests.benchmarks.processes import Failed
from tests.benchmarks.sites import Site

KINDS = ["body", "title", "new", "unpublish"]


class Resident:
    """A process that stays, as the worker beside the server does; used as a context."""

    def __init__(self, site: Site):
        self.site = site

    def __enter__(self):
        self.process = subprocess.Popen(
            self.site.module("editing"),
            env=os.environ | self.site.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *fault):
        self.process.stdin.close()
        self.process.wait()

    def change(self, kind: str) -> dict:
        """{"editor", "build"} in seconds, {"written", "removed"} in files."""
        print(kind, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise Failed(f"the resident process ended while it made a change: {kind}")
        return json.loads(answer)
