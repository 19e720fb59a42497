"""The browser's index: files of 500 page ids, of which a browser reads a few pieces.

docs/integrators.md has the format, docs/decisions/ why it is so. A page's numbers are worked
out while the page is at hand, and a block of 50 ids keeps its part of every section: an edit
works out one page anew, cuts one block and joins ten.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from struct import pack, unpack

from wagtail.models import get_page_models

from export.build import Build
from pages.publishing import Facts, Output
from search.grams import SECTION_BITS, fold, numbers_of_page
from search.models import SynonymGroup, words_in
from search.outputs import ENTRY, FOLDER

VERSION = 1
BLOCKS = 10  # in a file
SECTIONS = 1 << SECTION_BITS
NUMBERS = "search.index.numbers"  # also in settings.TOLD_OF_EVERY_PAGE
BLOCK = "search.index.block"
UNIT = 16  # bytes; pieces are padded to it or to a multiple, so that their sizes take less room
LONGEST_TEXT = 250_000  # characters of a page that a browser reads
PLACE = 22  # bits below the section's: six for a page's place in its block, sixteen for its mark
END = b"\xff"  # of a block's part of a section; no place is as high


def index_outputs(build: Build) -> Iterator[Output]:
    groups = sorted({number // BLOCKS for number in build.blocks()})
    yield Output(f"{FOLDER}index.json", body=partial(contents, groups, build), last=True)
    for number in groups:
        body = partial(group, number, build)
        yield Output(f"{FOLDER}index-{number}.bin", body=body, last=True, alone=True)


def contents(groups: list[int], build: Build) -> bytes:
    kept = [[fold(word) for word in words_in(each.words)] for each in build.all(SynonymGroup)]
    return contents_of(groups, kinds(), kept)


def contents_of(groups: list[int], kinds: list[str], synonyms: list[list[str]]) -> bytes:
    """What a browser reads first."""
    told = {"version": VERSION, "groups": groups, "kinds": kinds, "synonyms": synonyms}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def kinds() -> list[str]:
    """The names of all kinds of page; a page has the number of its kind's."""
    return sorted({str(model._meta.verbose_name) for model in get_page_models()})


def numbers(build: Build, page_id: int) -> bytes:
    """A page's numbers in order, four bytes each: section, room for its place in a block, mark."""
    entry = build.told(ENTRY, page_id)
    return packed_numbers(entry) if entry else b""


def packed_numbers(entry: Facts) -> bytes:
    words = fold(f"{entry['lead']}\n{entry['text'][:LONGEST_TEXT]}")
    found = numbers_of_page(fold(entry["title"]), words)
    return pack(f"<{len(found)}I", *((each >> 16) << PLACE | each & 0xFFFF for each in found))


def block(build: Build, number: int) -> Facts:
    ids = build.block_ids(number)
    build.reading.expect(("told", name, each) for name in (ENTRY, NUMBERS) for each in ids)
    asked = ((build.told(ENTRY, each), build.told(NUMBERS, each)) for each in ids)
    return block_of([(entry, numbers) for entry, numbers in asked if entry], kinds())


def block_of(entries: list[tuple[Facts, bytes]], kinds: list[str]) -> Facts:
    """{"sections", "pages": [(kind, quarter, length of the title, words)]}."""
    return {
        "sections": cut([numbers for _entry, numbers in entries]),
        "pages": [page(entry, kinds) for entry, _numbers in entries],
    }


def cut(pages: list[bytes]) -> list[bytes]:
    """Each section's part of a block: three bytes for each number that stands there, the page
    and the mark; then END."""
    found = sorted(
        number | place << 16
        for place, numbers in enumerate(pages)
        for number in unpack(f"<{len(numbers) // 4}I", numbers)
    )
    wide = pack(f">{len(found)}I", *found)
    narrow = bytearray(len(found) * 3)
    for byte in range(3):
        narrow[byte::3] = wide[byte + 1 :: 4]
    starts = [3 * bisect_left(found, section << PLACE) for section in range(SECTIONS + 1)]
    return [bytes(narrow[start:end]) + END for start, end in pairwise(starts)]


def page(entry: Facts, kinds: list[str]) -> tuple[int, int, int, bytes]:
    shown = {name: value for name, value in entry.items() if name != "date"}
    shown["text"] = entry["text"][:LONGEST_TEXT]
    words = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    length = min(len(fold(entry["title"])), 255)
    body = padded(words.encode("utf-16-le"), UNIT, " ".encode("utf-16-le"))
    return kinds.index(entry["kind"]), quarter(entry["date"]), length, body


def quarter(day: str) -> int:
    """Of a year, counted from 2000, for "2026-11-25"; 0 for no day."""
    if not day:
        return 0
    return min(max((int(day[:4]) - 2000) * 4 + (int(day[5:7]) - 1) // 3, 0), 255)


def group(number: int, build: Build) -> bytes:
    names = [each for each in build.blocks() if each // BLOCKS == number]
    build.reading.expect(("told", BLOCK, each) for each in names)
    return file_of([build.told(BLOCK, each) for each in names])


def file_of(blocks: list[Facts]) -> bytes:
    """Head, sections, sizes of the pages, what else is known of them, their words."""
    found = [
        b"".join(column) for column in zip(*(each["sections"] for each in blocks), strict=True)
    ]
    unit = unit_for(max(map(len, found)))
    sections = [padded(section, unit, END) for section in found]
    pages = [page for each in blocks for page in each["pages"]]
    sizes = pack(f"<{len(pages)}H", *(len(words) // UNIT for *_about, words in pages))
    table = [bytes(column) for column in [*zip(*pages, strict=True)][:3]]
    words = [words for *_about, words in pages]
    return b"".join([head(blocks, sections, unit), *sections, sizes, *table, *words])


def head(blocks: list[Facts], sections: list[bytes], unit: int) -> bytes:
    counts = [len(each["pages"]) for each in blocks]
    bytes_of = [sum(len(words) for *_about, words in each["pages"]) for each in blocks]
    none = [0] * (BLOCKS - len(blocks))
    sizes = (len(section) // unit for section in sections)
    layout = f"<BB{BLOCKS}B{BLOCKS}I{SECTIONS}B"
    return pack(layout, VERSION, unit // UNIT, *counts, *none, *bytes_of, *none, *sizes)


def unit_for(longest: int) -> int:
    """In how many bytes sections are counted, so that the longest one's size fits in a byte."""
    return UNIT * -(-longest // (255 * UNIT))


def padded(section: bytes, unit: int, filler: bytes) -> bytes:
    return section + filler * (-len(section) % unit // len(filler))
