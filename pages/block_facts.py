"""From what StreamField stores to plain facts.

Works on the raw data, so that unsaved forms and old revisions resolve like saved pages:
block types that no longer exist are left out, missing values fall to the block's default.
"""

from functools import singledispatch

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from pages.calendar import next_ticket
from pages.publishing import Build, Facts
from pages.reference_blocks import CountTableBlock, EventCardBlock, GuideFactsBlock


def stream_facts(value, build: Build) -> list[Facts]:
    """A StreamValue as a list of {"type", "id", "value"}."""
    return block_facts(value.stream_block, list(value.raw_data), build)


@singledispatch
def block_facts(block, raw, build: Build):
    """The plain value of one block; blocks without a rule of their own keep the raw value."""
    return raw


@block_facts.register
def _(block: blocks.BaseStreamBlock, raw, build):
    known = [item for item in raw or [] if item["type"] in block.child_blocks]
    return [
        {
            "type": item["type"],
            "id": item.get("id") or "",
            "value": block_facts(block.child_blocks[item["type"]], item["value"], build),
        }
        for item in known
    ]


@block_facts.register
def _(block: blocks.BaseStructBlock, raw, build):
    raw = raw or {}
    return {
        name: block_facts(child, raw[name] if name in raw else default(child), build)
        for name, child in block.child_blocks.items()
    }


def default(block):
    return block.get_prep_value(block.get_default())


@block_facts.register
def _(block: blocks.ListBlock, raw, build):
    values = (
        item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
        for item in raw or []
    )
    return [block_facts(block.child_block, value, build) for value in values]


@block_facts.register
def _(block: blocks.RichTextBlock, raw, build):
    return build.rich_text(raw or "")


@block_facts.register
def _(block: blocks.PageChooserBlock, raw, build):
    return build.link(raw)


@block_facts.register
def _(block: DocumentChooserBlock, raw, build):
    return build.document(raw)


@block_facts.register
def _(block: ImageBlock, raw, build):
    if not raw:
        return None
    alt = "" if raw.get("decorative") else raw.get("alt_text") or None
    return build.image(raw.get("image"), "body", alt)


@block_facts.register
def _(block: BaseTypedTableBlock, raw, build):
    raw = raw or {"columns": [], "rows": [], "caption": ""}
    return {
        "caption": raw.get("caption", ""),
        "columns": [column["heading"] for column in raw["columns"]],
        "rows": [row["values"] for row in raw["rows"]],
    }


@block_facts.register
def _(block: GuideFactsBlock, raw, build):
    return {"title": raw.get("title") or "", "guide": build.card(raw.get("guide"))}


@block_facts.register
def _(block: EventCardBlock, raw, build):
    event = build.page(raw.get("event"))
    return {"ticket": next_ticket(event, build) if event else None}


@block_facts.register
def _(block: CountTableBlock, raw, build):
    wanted = (raw or {}).get("table")
    tables = (table for table in build.all("pages.CountTable") if table.pk == wanted)
    table = next(tables, None)
    return {"table": table.facts() if table else None}
