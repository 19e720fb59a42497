"""Jinja2 for pages that are filled by the thousand: the same language, with shorter ways.

All that is left out is what these templates can do without: macros see no context, globals are
the environment's alone, and readers' pages are in one language. `make bench` measures it.
"""

import re
from functools import lru_cache
from typing import Any

from django.utils import translation
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

NEEDS_ESCAPING = re.compile("[&<>\"']").search


@lru_cache(maxsize=4096)
def translated(message: str) -> str:
    """Django asks a dozen catalogues one after the other."""
    return translation.gettext(message)


class FixedWords(NodeTransformer):
    """Puts a word's translation in the place of `_("…")`, when a template is compiled."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if plain and isinstance(node.node, nodes.Name) and node.node.name == "_":
            (message,) = node.args
            if isinstance(message, nodes.Const):
                words = translated(message.value) % {}  # as newstyle gettext does
                return nodes.TemplateData(words, lineno=node.lineno)
        return node


class PageCode(CodeGenerator):
    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any):
        """What is put out is joined at once, and needs no wrapping as Markup before."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class PageContext(Context):
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A macro is most of what is called, and takes the evaluation's context only."""
        if type(called) is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(self.eval_ctx, *args, **kwargs)
        return super().call(called, *args, **kwargs)


class PageTemplate(Template):
    def _get_default_module(self, ctx: Context | None = None) -> Any:
        """Its macros, made once: no template has globals of its own."""
        return self._module or super()._get_default_module(ctx)


class PageEnvironment(Environment):
    code_generator_class = PageCode
    context_class = PageContext
    template_class = PageTemplate

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Facts are dicts, and their names win over a dict's methods."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    @staticmethod
    def escaped(value: Any) -> str:
        """As safe as `markupsafe.escape`, without wrapping what is safe as it stands."""
        kind = type(value)
        if kind is Markup or (kind is str and not NEEDS_ESCAPING(value)):
            return value
        return escape(value)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(FixedWords().visit(source), *args, **kwargs)
