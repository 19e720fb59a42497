"""From facts to text. A pure function: while a template renders, the database is shut.

A unit is who puts files out: a page, or a part of the site's own files.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from django.db import connections
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from export.addresses import is_allowed
from export.build import Build
from export.disk import is_disk_full
from export.questions import Frame, Key
from export.surroundings import jinja_templates
from pages.publishing import Output

logger = logging.getLogger(__name__)


class QueryInTemplate(Exception):
    """A template asked the database; facts must be resolved before it runs."""


def refuse(execute, sql, params, many, context):
    raise QueryInTemplate(sql)


@contextmanager
def database_shut():
    with ExitStack() as stack:
        for connection in connections.all(initialized_only=True):
            stack.enter_context(connection.execute_wrapper(refuse))
        yield


def render_template(template: str, facts: dict, chrome: dict) -> str:
    """Fill a Jinja2 template. It sees `page` (the facts) and `site` (what surrounds them)."""
    with database_shut():
        return jinja_templates().get_template(template).render(page=facts, site=chrome)


def render_output(output: Output, build: Build) -> bytes:
    if output.body is not None:
        return output.body()
    facts = output.facts() if output.facts else {}
    return render_template(output.template, facts, build.chrome()).encode()


@dataclass
class RenderedFile:
    output: Output
    body: bytes
    frame: Frame


@dataclass
class RenderedUnit:
    """A unit with all its paths, and those of its files that were wanted."""

    unit: Key
    frame: Frame = field(default_factory=Frame)
    paths: list[str] = field(default_factory=list)
    files: list[RenderedFile] = field(default_factory=list)
    failed: bool = False


def everything(output: Output) -> bool:
    return True


def render_unit(
    unit: Key,
    build: Build,
    wanted: Callable[[Output], bool] = everything,
    part: slice = slice(None),
) -> RenderedUnit:
    """All wanted files of a unit, or none: one that fails says so, and the site goes on.

    `part` cuts a unit of many files, which several share.
    """
    rendered = RenderedUnit(unit)
    try:
        with build.reading.noting() as rendered.frame:
            outputs = outputs_of(unit, build)
        rendered.paths = [output.path for output in outputs]
        for output in outputs[part]:
            if wanted(output):
                rendered.files.append(render_file(output, build))
    except Exception as error:
        if is_disk_full(error):
            raise
        logger.exception("%s could not be built", unit)
        rendered.failed = rendered.frame.failed = True
        sentence = _("“%s”没能做出来，先留着旧的：") % title_of(unit, build) + type(error).__name__
        rendered.frame.faults.append(sentence)
    return rendered


def render_file(output: Output, build: Build) -> RenderedFile:
    with build.reading.noting() as frame:
        body = render_output(output, build)
    return RenderedFile(output, body, frame)


def outputs_of(unit: Key, build: Build) -> list[Output]:
    _kind, owner, name = unit
    if owner == "site":
        return list(import_string(name)(build))
    page = build.page(name)
    if page is None:
        return []
    outputs = [*page.outputs(build), *page.pictures(build)]
    return [output for output in outputs if may_have(page, output, build)]


def may_have(page, output: Output, build: Build) -> bool:
    """A page may not take the addresses that the application answers, nor an impossible one."""
    if not is_allowed(output.path):
        build.fault(taken(page.title, output.path))
        return False
    return True


def taken(title: str, path: str) -> str:
    return _("“%s”和别的页面争同一个地址：") % title + f"/{path}"


def title_of(unit: Key, build: Build) -> str:
    node = build.tree.node(unit[2]) if unit[1] == "page" else None
    return node.title if node else str(unit[2])
