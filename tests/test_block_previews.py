"""Every block shows itself in the chooser as readers will see it."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from pages.blocks import BodyBlock
from tests import factories as make
from tests.html import parse
from tests.test_page_kinds import build_site

BLOCKS = BodyBlock().child_blocks


@pytest.fixture
def editor(client, db):
    build_site()
    make.DocumentFactory()
    client.force_login(User.objects.create_superuser("editor", "e@example.invalid", "pass"))
    return client


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_block_has_a_chinese_name_and_description(name):
    block = BLOCKS[name]
    assert not str(block.label).isascii()
    assert block.get_description()


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_preview_renders_the_block_through_the_readers_template(name, editor):
    block = BLOCKS[name]
    assert block.is_previewable
    answer = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert parse(html).errors == []
    assert "/static/site." in html


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("picture", "/media/images/"),
        ("attachments", "须知"),
        ("guide_facts", "居住证"),
        ("event_card", "包饺子"),
        ("action", "/services/papers-help/"),
        ("table", "9:00–17:30"),
    ],
)
def test_blocks_that_show_content_preview_something_of_this_site(name, shown, editor):
    block = BLOCKS[name]
    answer = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert shown in answer.content.decode()
