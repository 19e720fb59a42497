"""A rule set as plain data, from what its page stores. Nothing needs to be looked up for it, so
an unsaved form, a draft and a live page go the same way."""

from decimal import Decimal
from typing import Any

from pages.points.numbers import in_words
from pages.publishing import Facts

COMMON = ("label", "help", "proof")


def rules_of(page: Any) -> Facts:
    """`pages.points.evaluate` says what it holds."""
    return {"parts": parts(page.items, "i"), "threshold": threshold(page)}


def threshold(page: Any) -> Facts | None:
    if page.threshold_points is None or not page.threshold_label:
        return None
    return {"label": page.threshold_label, "points": number(page.threshold_points)}


def parts(stream: Any, prefix: str) -> list[Facts]:
    """The key of an item is the name of its field in the form: it stays with the item while the
    page is edited; what was never saved goes by its place."""
    return [
        PARTS[child.block_type](child.value, f"{prefix}-{(child.id or str(place))[:8]}")
        | {"type": child.block_type}
        for place, child in enumerate(stream)
    ]


def gate(value: Any, key: str) -> Facts:
    return {"key": key} | {name: value[name] or "" for name in COMMON}


def choice(value: Any, key: str) -> Facts:
    options = [
        {"label": option["label"] or "", "points": number(option["points"])}
        for option in value["options"]
    ]
    return gate(value, key) | {"options": options, "none": bool(value["none"])}


def number_item(value: Any, key: str) -> Facts:
    return gate(value, key) | {
        "unit": value["unit"] or "",
        "points": number(value["points"]),
        "per": number(value["per"] or Decimal(1)),
        "rounding": value["rounding"] or "full",
        "minimum": limit(value["minimum"]),
        "maximum": limit(value["maximum"]),
    }


def deduction(value: Any, key: str) -> Facts:
    return gate(value, key) | {
        "unit": value["unit"] or "",
        "points": number(value["points"]),
        "maximum": limit(value["maximum"]),
    }


def group(value: Any, key: str) -> Facts:
    return {
        "key": key,
        "label": value["label"] or "",
        "most": number(value["most"]),
        "parts": parts(value["parts"], key),
    }


PARTS = {
    "gate": gate,
    "choice": choice,
    "number": number_item,
    "deduction": deduction,
    "group": group,
}


def number(value: Decimal | None) -> str:
    """0 for what a draft leaves open."""
    return in_words(int((value or Decimal(0)) * 100))


def limit(value: Decimal | None) -> str:
    """Empty where there is no limit; 0 is none, either."""
    return number(value) if value else ""
