"""Compiled templates, kept from one process to the next: compiling takes as long as a hundred
pages."""

import hashlib
from functools import cached_property
from pathlib import Path

from django.conf import settings
from jinja2 import FileSystemBytecodeCache


class CompiledTemplates(FileSystemBytecodeCache):
    """What is kept is taken only for the same source, compiled by the same code with the same
    translations; these are in what is compiled."""

    def __init__(self):
        folder = settings.VAR_DIR / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    @cached_property
    def compiler(self) -> str:
        here = sorted(Path(__file__).parent.glob("*.py"))
        words = sorted(file for path in settings.LOCALE_PATHS for file in path.rglob("*.mo"))
        return hashlib.sha256(b"".join(file.read_bytes() for file in (*here, *words))).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        return hashlib.sha256((self.compiler + source).encode()).hexdigest()
