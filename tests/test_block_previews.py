"""Every block shows itself in the chooser as readers will see it."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from pages.blocks import BodyBlock
from tests import factories as make
from tests.html import parse

BLOCKS = BodyBlock().child_blocks
# These show a page, a picture or a file of the site: there is none to show beforehand.
NEED_CONTENT = {"picture", "attachments", "guide_facts", "event_card", "action", "table"}


@pytest.fixture
def editor(client, db):
    make.home()
    client.force_login(User.objects.create_superuser("editor", "e@example.invalid", "pass"))
    return client


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_block_has_a_chinese_name_and_description(name):
    block = BLOCKS[name]
    assert not str(block.label).isascii()
    assert block.get_description()


@pytest.mark.parametrize("name", sorted(set(BLOCKS) - NEED_CONTENT))
def test_preview_renders_the_block_through_the_readers_template(name, editor):
    block = BLOCKS[name]
    assert block.is_previewable
    answer = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert parse(html).errors == []
    assert "/static/site." in html
