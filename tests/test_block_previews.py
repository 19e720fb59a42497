"""Every block shows itself in the chooser as readers will see it."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from pages.blocks import BodyBlock
from tests import factories as make
from tests.html import parse
from tests.site_of_all_kinds import build_site

BLOCKS = BodyBlock().child_blocks
# What each preview must show. The last seven show content of this very site.
SHOWN = {
    "heading": ["老板拖着不发，先别吵"],
    "text": ["先安安静静做三件事：", "拍考勤、存聊天、记联系方式"],
    "notice": ["当心“包办居住证”", "条件到了，自己就能办。"],
    "route": ["打 12333", "说清单位、地址、欠几个月。", "钱到手，收条都留着。"],
    "checklist": ["本人身份证", "原件，没过期"],
    "faq": ["要钱吗？", "首次申领不收费。"],
    "phones": ["12333", "劳动保障", "被欠薪"],
    "figures": ["55,450", "服务人次", "六种服务方式合计", "2016 年初"],
    "picture": ["/media/images/"],
    "gallery": ["/media/images/", "<figcaption>饺子"],
    "attachments": ["须知"],
    "guide_facts": ["居住证"],
    "event_card": ["包饺子"],
    "action": ["/services/papers-help/"],
    "table": ["9:00–17:30"],
    "counts": ["大家来问什么", "工资", "12"],
}


@pytest.fixture
def preview(client, db):
    """Fetches the preview of a block by its name, as an editor's chooser does."""
    build_site()
    make.DocumentFactory()
    make.CountTableFactory()
    client.force_login(User.objects.create_superuser("editor", "e@example.invalid", "pass"))

    def fetch(name: str) -> str:
        address = reverse("wagtailadmin_block_preview")
        answer = client.get(address, {"id": BLOCKS[name].definition_prefix})
        assert answer.status_code == 200
        return answer.content.decode()

    return fetch


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_block_has_a_chinese_name_and_description(name):
    block = BLOCKS[name]
    assert not str(block.label).isascii()
    assert block.get_description()


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_preview_renders_the_block_through_the_readers_template(name, preview):
    assert BLOCKS[name].is_previewable
    html = preview(name)
    assert parse(html).errors == []
    assert "/static/site." in html


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_preview_shows_what_the_block_is_for(name, preview):
    shown = preview(name).partition('<div class="prose">')[2].partition("</main>")[0]
    shown = shown.replace("</span>", "").replace('<span class="phrase">', "")
    assert [words for words in SHOWN[name] if words not in shown] == []
