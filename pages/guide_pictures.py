"""A guide's lists of what to bring, as pictures to keep and to forward."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pages.drawings import fonts
from pages.drawings.bring_card import body, bring_card, words
from pages.publishing import Build, Facts, Output, file_path


def with_pictures(guide: Facts, build: Build) -> Facts:
    """A guide's facts, with where each of its lists can be had as a picture (None: nowhere)."""
    found = {address: bring_card(told, address) for address, told in cards(guide, build)}
    lists = [
        each | {"picture": found.get(address_of(guide, each["anchor"]))}
        for each in guide["bring_lists"]
    ]
    return guide | {"bring_lists": lists, "bring_picture": found.get(address_of(guide, "bring"))}


def picture_files(guide: Facts, build: Build) -> Iterator[Output]:
    if fonts.available():
        for address, told in cards(guide, build):
            yield Output(file_path(address), body=partial(body, told))


def cards(guide: Facts, build: Build) -> Iterator[tuple[str, Facts]]:
    """Each list by the address of its picture. Nobody needs one for what is done no more."""
    if not (guide["url"] and guide["materials"]) or guide["status"] == "stopped":
        return
    everything = [item(each, ["detail", "only_for"]) for each in guide["materials"]]
    yield address_of(guide, "bring"), words(guide, everything, "", build)
    for one in guide["bring_lists"]:
        items = [item(each, ["detail"]) for each in one["materials"]]
        yield address_of(guide, one["anchor"]), words(guide, items, one["scenario"], build)


def address_of(guide: Facts, name: str) -> str:
    return f"{guide['url']}{name}.png"


def item(material: Facts, said: list[str]) -> Facts:
    return {
        "name": material["name"],
        "detail": "。".join(filter(None, (material[name] for name in said))),
        "options": material["options"],
    }
