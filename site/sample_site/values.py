"""From a value in a content file to what a model field or a block stores."""

import uuid
from datetime import date, datetime, time
from functools import singledispatchmethod
from zoneinfo import ZoneInfo

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from sample_site.markdown import block_id, body_blocks, rich_text

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Values:
    """Looks up what the files name: pages by path, pictures by name, terms by slug."""

    def __init__(self, pages: dict[str, Page], images: dict[str, int]):
        self.pages = pages
        self.images = images

    def page_id(self, path: str) -> int:
        return self.pages[path.strip("/")].pk

    def set(self, instance: models.Model, name: str, value, seed: str):
        """Give a field its value; a name that is no field is a mistake in the file."""
        try:
            field = instance._meta.get_field(name)
        except FieldDoesNotExist:
            raise ValueError(f"{seed}: {type(instance).__name__} has no field {name!r}") from None
        setattr(instance, name, self.of(field, value, f"{seed}/{name}"))

    def of(self, field, value, seed: str):
        if isinstance(field, StreamField):
            return self.stream(field.stream_block, value, seed)
        if isinstance(field, RichTextField):
            return rich_text(value, self.page_id)
        if isinstance(field, ParentalManyToManyField):
            return list(field.related_model.objects.filter(slug__in=value))
        if isinstance(field, models.ForeignKey):
            return self.related(field.related_model, value)
        if isinstance(field, models.DateTimeField):
            return datetime.fromisoformat(str(value)).replace(tzinfo=SHANGHAI)
        return value

    def related(self, model, value):
        if value is None:
            return None
        if issubclass(model, Page):
            return self.pages[value.strip("/")].specific
        if model is get_image_model():
            return model.objects.get(pk=self.images[value])
        return model.objects.get(slug=value)

    def stream(self, block, value, seed: str) -> list[dict]:
        """A stream from Markdown, from bare values (one child type) or from {type: value}."""
        if isinstance(value, str):
            items = body_blocks(value, seed)
        else:
            items = [self.item(block, each, seed, place) for place, each in enumerate(value or [])]
        return [
            item | {"value": self.block(block.child_blocks[item["type"]], item["value"])}
            for item in items
        ]

    def item(self, block, value, seed: str, place: int) -> dict:
        kind = next(iter(block.child_blocks))
        if len(block.child_blocks) > 1:
            kind, value = next(iter(value.items()))
        return {"type": kind, "id": block_id(seed, place), "value": value}

    @singledispatchmethod
    def block(self, block, value):
        """The stored form of one block's value."""
        return value.isoformat() if isinstance(value, date | time) else value

    @block.register
    def _(self, block: blocks.BaseStructBlock, value):
        unknown = set(value) - set(block.child_blocks)
        if unknown:
            raise ValueError(f"{type(block).__name__} has no {sorted(unknown)}")
        return {
            name: self.block(child, value[name])
            if name in value
            else child.get_prep_value(child.get_default())
            for name, child in block.child_blocks.items()
        }

    @block.register
    def _(self, block: blocks.BaseStreamBlock, value):
        return self.stream(block, value, repr(value))

    @block.register
    def _(self, block: blocks.ListBlock, value):
        return [
            {
                "type": "item",
                "id": str(uuid.uuid5(uuid.NAMESPACE_OID, repr(each))),
                "value": self.block(block.child_block, each),
            }
            for each in value or []
        ]

    @block.register
    def _(self, block: blocks.RichTextBlock, value):
        return rich_text(value, self.page_id)

    @block.register
    def _(self, block: blocks.PageChooserBlock, value):
        return self.page_id(value) if value else None

    @block.register
    def _(self, block: SnippetChooserBlock, value):
        return block.target_model.objects.get(title=value).pk

    @block.register
    def _(self, block: ImageBlock, value):
        return value | {"image": self.images[value["image"]]}

    @block.register
    def _(self, block: BaseTypedTableBlock, value):
        return {
            "caption": value.get("caption", ""),
            "columns": [{"type": "text", "heading": heading} for heading in value["columns"]],
            "rows": [{"values": [str(cell) for cell in row]} for row in value["rows"]],
        }
