"""What two states of a handbook differ in: chapter by chapter, section by section, sentence by
sentence. Facts in, plain data out; what is compared is what a reader reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from handbook_files.pictures import photos_of
from handbook_files.sentences import differences, sentences
from pages.publishing import Facts
from search.text import words

TAG = re.compile(r"<[^>]+>")
PARAGRAPH_ENDS = re.compile(r"</(?:p|li|h3)>|<br\s*/?>")


def changes_between(old: Facts, new: Facts) -> list[Facts]:
    """[{"what", "title", "sections"}] of the chapters that are not the same: "added", "removed"
    or "changed". Sections are alike, and have "lines" besides, see `differences`."""
    before, now = chapters_of(old), chapters_of(new)
    return list(compared(before, now, changed_chapter))


def compared(
    old: dict, new: dict, changed: Callable[[str, Any, Any], Facts | None]
) -> Iterator[Facts]:
    """In the order of the new; what is gone comes where its neighbours were."""
    gone = [key for key in old if key not in new]
    for key, (title, content) in new.items():
        yield from (left(*old[each]) for each in gone if follows(each, key, old))
        gone = [each for each in gone if not follows(each, key, old)]
        if key not in old:
            yield came(title, content)
        elif told := changed(title, old[key], (title, content)):
            yield told
    yield from (left(*old[each]) for each in gone)


def follows(gone: str, key: str, old: dict) -> bool:
    """Whether what is gone stood before something that is still there."""
    order = list(old)
    return key in old and order.index(gone) < order.index(key)


def came(title: str, content: Any) -> Facts:
    return {"what": "added", "title": title, **inside(content, "added")}


def left(title: str, content: Any) -> Facts:
    return {"what": "removed", "title": title, **inside(content, "removed")}


def inside(content: Any, what: str) -> Facts:
    """Of a chapter its sections, of a section its sentences: all of them came or went."""
    if isinstance(content, dict):
        return {"sections": [{"what": what, "title": title} for title, _lines in content.values()]}
    lines = ([], content) if what == "added" else (content, [])
    return {"lines": differences(*lines)}


def changed_chapter(title: str, old: tuple, new: tuple) -> Facts | None:
    sections = list(compared(old[1], new[1], changed_section))
    if not sections and old[0] == new[0]:
        return None
    renamed = {"was": old[0]} if old[0] != title else {}
    return {"what": "changed", "title": title, "sections": sections, **renamed}


def changed_section(title: str, old: tuple, new: tuple) -> Facts | None:
    if old == new:
        return None
    renamed = {"was": old[0]} if old[0] != title else {}
    return {"what": "changed", "title": title, "lines": differences(old[1], new[1]), **renamed}


# a book as what can be compared


def chapters_of(book: Facts) -> dict[str, tuple[str, dict]]:
    """{page id: (title, its sections)}; the handbook's own page comes first."""
    pages = [book, *book["chapters"]]
    titles = [_("开头的话"), *(each["title"] for each in book["chapters"])]
    return {
        str(page["id"]): (title, sections_of(page))
        for page, title in zip(pages, titles, strict=True)
    }


def sections_of(page: Facts) -> dict[str, tuple[str, list[str]]]:
    """{block id of the heading: (title, sentences)}; "" is what stands before the first."""
    found: dict[str, tuple[str, list[str]]] = {"": (_("开头"), sentences([page["lead"]]))}
    last = ""
    for block in page["body"]:
        if block["type"] == "heading":
            last = block["id"]
            found[last] = (block["value"], [])
        else:
            found[last][1].extend(sentences(said(block)))
    return found


def said(block: Facts) -> Iterable[str]:
    """What a block says, piece by piece; of what it quotes, what a reader sees of that."""
    value = block["value"]
    match block["type"]:
        case "guide_facts":
            return quoted(value)
        case "event_card":  # the date goes on by itself
            return [value["ticket"]["title"]] if value["ticket"] else []
        case "picture" | "gallery":
            return [photo["caption"] or "" for photo in photos_of(block)]
        case "action":
            return [value["text"]]
        case "attachments":
            held = [each for each in value["attachments"] if each["document"]]
            return [each["title"] or each["document"]["title"] for each in held]
    return words(by_paragraph(value))


def quoted(value: Facts) -> list[str]:
    guide = value["guide"]
    if not guide:
        return []
    figures = [f"{fact['label']}：{fact['value']}" for fact in guide["answer_facts"]]
    return [value["title"] or guide["title"], guide["answer_headline"], *figures]


def by_paragraph(value: Any) -> Any:
    if isinstance(value, Markup):
        return unescape(TAG.sub("", PARAGRAPH_ENDS.sub("\n", str(value))))
    if isinstance(value, dict):
        return {name: by_paragraph(each) for name, each in value.items()}
    return [by_paragraph(each) for each in value] if isinstance(value, list) else value
