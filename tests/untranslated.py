"""Lists what a person could meet in the wrong language or could never be translated.

Han text in Python and in templates must go through gettext; every string of Wagtail's that
its own Chinese leaves out must stand in site/locale. Run as `python -m tests.untranslated`.
"""

import ast
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "site"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

HAN = re.compile(r"[\u3400-\u9fff]")
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "translate"}
# Content, not interface: what a field starts with, what a preview shows, data marked as such.
CONTENT_NAMES = {"default", "preview_value"}
DJANGO_TRANSLATED = re.compile(
    r"{%\s*(trans|translate)\b.*?%}"
    r"|{%\s*(blocktrans|blocktranslate)\b.*?{%\s*end\2\s*%}"
    r"|{#.*?#}|{%\s*comment.*?endcomment\s*%}",
    re.DOTALL,
)
# Developer-only strings of Wagtail's, shown on no screen that staff can reach.
SAME_IN_CHINESE = {"HTML", "URL", "ID", "JSON", "CSV", "XLSX", "Wagtail API v2", "Wagtail API v3"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|{\w*}")
LETTERS = re.compile("[A-Za-z]")
UNSEEN_APPS = {"styleguide", "simple_translation", "forms", "search_promotions"}


def python_strings(path: Path):
    source = path.read_text()
    lines = source.splitlines()
    for node in untranslated_constants(ast.parse(source)):
        if "# data" not in lines[node.lineno - 1]:
            yield node.lineno, node.value


def untranslated_constants(node):
    """String constants with Han text that no gettext call holds and no rule calls content."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and HAN.search(node.value):
            yield node
    elif not is_translated_or_content(node):
        for child in ast.iter_child_nodes(node):
            yield from untranslated_constants(child)


def is_translated_or_content(node) -> bool:
    if isinstance(node, ast.Call) and name_of(node.func) in MARKERS:
        return True
    if isinstance(node, ast.keyword):
        return node.arg in CONTENT_NAMES
    if isinstance(node, ast.Assign):
        return name_of(node.targets[0]) in CONTENT_NAMES
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)  # a docstring


def name_of(node) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def jinja_strings(path: Path, env):
    from jinja2 import nodes

    tree = env.parse(path.read_text())
    inside = {
        id(const)
        for call in tree.find_all(nodes.Call)
        if getattr(call.node, "name", "") in MARKERS
        for const in call.find_all(nodes.Const)
    }
    for data in tree.find_all(nodes.TemplateData):
        if HAN.search(data.data):
            yield data.lineno, " ".join(data.data.split())
    for const in tree.find_all(nodes.Const):
        if isinstance(const.value, str) and HAN.search(const.value) and id(const) not in inside:
            yield const.lineno, const.value


def django_strings(path: Path):
    text = DJANGO_TRANSLATED.sub(lambda match: "\n" * match[0].count("\n"), path.read_text())
    for number, line in enumerate(text.splitlines(), start=1):
        if HAN.search(line):
            yield number, line.strip()


def wagtail_strings():
    """Source strings of the installed Wagtail apps for which no Chinese is found."""
    from babel.messages.pofile import read_po
    from django.apps import apps
    from django.utils import translation

    for app in apps.get_app_configs():
        source = Path(app.path) / "locale/en/LC_MESSAGES/django.po"
        if app.name.startswith("wagtail") and source.exists() and app.label not in UNSEEN_APPS:
            with source.open("rb") as file, translation.override("zh-hans"):
                for message in read_po(file):
                    if message.id and not is_translated(message):
                        yield app.name, message.id


def is_translated(message) -> bool:
    from django.utils.translation import gettext, ngettext, pgettext

    source = message.id if isinstance(message.id, str) else message.id[1]
    if source in SAME_IN_CHINESE or not LETTERS.search(PLACEHOLDER.sub("", source)):
        return True
    if message.context:
        return pgettext(message.context, source) != source
    if isinstance(message.id, tuple):
        return ngettext(*message.id, 2) != source
    return gettext(source) != source


def problems():
    import django
    from django.template import engines

    django.setup()
    jinja_env = engines["jinja2"].env
    for folder in ("pages", "news", "site"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from ((path, *each) for each in python_strings(path))
        for path in sorted((ROOT / folder).rglob("templates/**/*.*")):
            if path.is_file():
                yield from ((path, *each) for each in django_strings(path))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".xml", ".txt"}:
            yield from ((path, *each) for each in jinja_strings(path, jinja_env))
    yield from ((Path(app), 0, text) for app, text in wagtail_strings())


def main() -> int:
    found = list(problems())
    for path, line, text in found:
        shown = path.relative_to(ROOT) if path.is_absolute() else path
        print(f"{shown}:{line}: not translatable, or not translated: {str(text)[:70]!r}")
    print(f"untranslated strings: {len(found)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
