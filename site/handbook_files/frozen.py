"""A book's facts as JSON keeps them: what is HTML in them stays HTML when it is read again."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

HTML = "__html__"


def packed(value: Any) -> Any:
    if isinstance(value, Markup):
        return {HTML: str(value)}
    if isinstance(value, dict):
        return {name: packed(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [packed(each) for each in value]
    return json.loads(json.dumps(value))  # what JSON can't keep says so at once


def unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {HTML}:
            return Markup(value[HTML])  # noqa: S704 - as a build gave it
        return {name: unpacked(each) for name, each in value.items()}
    if isinstance(value, list):
        return [unpacked(each) for each in value]
    return value
