"""From facts to text. A pure function: while a template renders, the database is shut."""

from contextlib import ExitStack, contextmanager
from typing import cast

from django.db import connections
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment

from pages.publishing import Output


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


def jinja_templates() -> Environment:
    return cast(Jinja2, engines["jinja2"]).env


def render_template(template: str, facts: dict, chrome: dict) -> str:
    """Fill a Jinja2 template. It sees `page` (the facts) and `site` (what surrounds them)."""
    with database_shut():
        return jinja_templates().get_template(template).render(page=facts, site=chrome)


def render_output(output: Output, build) -> bytes:
    if output.body is not None:
        return output.body
    return render_template(output.template, output.facts or {}, build.chrome()).encode()
