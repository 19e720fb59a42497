"""The search list as it was exported, block by block, kept until a block's file changes."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.grams import fold
from search.outputs import FOLDER

SECTIONS = f"{FOLDER}sections.json"  # the list of a handbook's sections


def load_entries(within: str = "") -> list[dict]:
    """Each: "url", "kind", "date", "title", "lead", "text", and "folded": its words to compare.

    `within` is the address of a handbook: then each is a section of it, and its kind the chapter.
    """
    if within:
        sections = load_block(settings.PUBLIC_DIR / SECTIONS)
        return [each for each in sections if each["within"] == within]
    paths = sorted((settings.PUBLIC_DIR / FOLDER).glob("entries-*.json"))
    return [entry for path in paths for entry in load_block(path)]


def load_block(path: Path) -> list[dict]:
    try:
        status = path.stat()
        return read_entries(str(path), status.st_mtime_ns, status.st_ino)
    except FileNotFoundError:  # its pages have gone this moment
        return []


@lru_cache(maxsize=512)
def read_entries(path: str, changed: int, inode: int) -> list[dict]:
    with open(path, encoding="utf-8") as file:
        entries = json.load(file)
    for each in entries:
        each["folded"] = fold(f"{each['title']}\n{each['lead']}\n{each['text']}")
    return entries
