"""Templates of readers' pages: the short ways give what Jinja2's own would."""

from pathlib import Path

import pytest
from django.template import engines
from django.utils.functional import lazystr
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from config.compiled_templates import CompiledTemplates


@pytest.fixture
def fill():
    env = engines["jinja2"].env
    return lambda text, **facts: env.from_string(text).render(**facts)


@pytest.mark.parametrize(
    "value",
    [*"<>&\"'", "三灶站", Markup("<b>粗</b>"), 7, None, lazystr("<i>"), lazystr("站"), ["<", ">"]],
)
def test_what_is_filled_in_is_escaped_as_ever(fill, value):
    assert fill("<p title='{{ value }}'>{{ value }}</p>", value=value) == (
        f"<p title='{escape(value)}'>{escape(value)}</p>"
    )


def test_a_string_that_only_claims_to_be_safe_is_escaped(fill):
    class Claims(str):
        pass

    assert fill("{{ value }}", value=Claims("<b>")) == "&lt;b&gt;"


def test_facts_win_over_the_methods_of_a_dict(fill):
    assert fill("{{ page.items }}", page={"items": "三样"}) == "三样"


def test_a_fact_that_is_missing_is_told(fill):
    with pytest.raises(UndefinedError):
        fill("{{ page.titel }}", page={"title": "x"})


def test_a_macro_is_called_from_loops_and_blocks_with_its_defaults(fill):
    text = (
        "{% macro card(name, note='无') %}<b>{{ name }}</b>{{ note }}{% endmacro %}"
        "{% block main %}{% for each in names %}{{ card(each) }}{{ card(name=each, note='<') }}"
        "{% endfor %}{% endblock %}"
    )
    assert fill(text, names=["甲"]) == "<b>甲</b>无<b>甲</b>&lt;"


def test_words_are_translated_and_keep_their_place_in_the_text(fill):
    assert fill("<b>{{ _('%(count)d 天', count=3) }}</b>{{ _('100%%') }}") == "<b>3 天</b>100%"


def test_a_compiled_template_is_taken_for_the_same_translations_only(settings, tmp_path: Path):
    settings.LOCALE_PATHS = [tmp_path]
    before = CompiledTemplates().get_source_checksum("{{ _('春') }}")
    assert CompiledTemplates().get_source_checksum("{{ _('春') }}") == before
    (tmp_path / "django.mo").write_bytes(b"other words")
    assert CompiledTemplates().get_source_checksum("{{ _('春') }}") != before
