"""From the Markdown of the content files to the blocks and the rich text that Wagtail stores."""

import re
import uuid
from collections.abc import Callable

import yaml
from markdown_it import MarkdownIt

PICTURE = re.compile(r'^!\[(?P<alt>[^\]]*)\]\((?P<name>[\w-]+)(?:\s+"(?P<caption>[^"]*)")?\)$')
HREF = re.compile(r'<a href="([^"]*)"')

Find = Callable[[str], int]  # the id of the page at a path


def rich_text(text: str, find: Find) -> str:
    """Markdown as Wagtail's rich text: links to our pages by id, bold as <b>."""
    html = MarkdownIt().render(text or "").strip().replace("\n", "")
    html = html.replace("<strong>", "<b>").replace("</strong>", "</b>")
    return HREF.sub(lambda match: link(match[1], find), html)


def link(href: str, find: Find) -> str:
    if re.match(r"(https?:|tel:|mailto:|#)", href):
        return f'<a href="{href}"'
    return f'<a linktype="page" id="{find(href)}"'


def body_blocks(text: str, seed: str) -> list[dict]:
    """A body as a list of {"type", "id", "value"}; values still hold names and paths.

    Ids are made from `seed` and the block's place, so loading twice gives the same page.
    """
    blocks = [block_of(part) for part in parts(text)]
    return [
        {"type": kind, "id": block_id(seed, place), "value": value}
        for place, (kind, value) in enumerate(blocks)
    ]


def block_id(seed: str, place: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{seed}#{place}"))


def parts(text: str) -> list[str]:
    """Cut at headings, pictures and fences; runs of plain text stay together."""
    found: list[list[str]] = [[]]
    fenced = False
    for line in text.strip().splitlines():
        stripped = line.strip()
        alone = not fenced and (stripped.startswith("## ") or PICTURE.match(stripped))
        opens = not fenced and stripped.startswith("```")
        if alone or opens:
            found.append([])
        found[-1].append(line)
        closes = fenced and stripped == "```"
        fenced = opens or (fenced and not closes)
        if alone or closes:
            found.append([])
    return [joined for part in found if (joined := "\n".join(part).strip())]


def block_of(part: str) -> tuple[str, object]:
    if part.startswith("## "):
        return "heading", part[3:].strip()
    if part.startswith("```"):
        first, _newline, rest = part.partition("\n")
        return first.strip("` "), yaml.safe_load(rest.rpartition("```")[0])
    if match := PICTURE.match(part):
        image = {"image": match["name"], "alt_text": match["alt"], "decorative": False}
        return "picture", {"image": image, "caption": match["caption"] or ""}
    return "text", part
