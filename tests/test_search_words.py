"""Search knows other words for a thing, follows whole sentences, and shows results by kind."""

import json
import random
import re

import pytest

from search.models import SynonymGroup

pytestmark = pytest.mark.django_db
CHARACTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
)


def write(out, entries):
    folder = out / "search"
    folder.mkdir(parents=True, exist_ok=True)
    blank = {"kind": "办事指南", "date": "2026-11-01", "lead": "", "text": ""}
    whole = [blank | entry for entry in entries]
    (folder / "entries-0.json").write_text(json.dumps(whole, ensure_ascii=False))


RESULT = re.compile(r'<h3><a href="([^"]+)"')


def asked(client, query, **more) -> str:
    return client.get("/search/", {"q": query, **more}).content.decode()


def found(client, query, **more):
    """The addresses on the result page, in its order."""
    return RESULT.findall(asked(client, query, **more))


def every_page(client, query):
    """Those on all result pages together."""
    addresses, number = [], 1
    while True:
        html = asked(client, query, page=number)
        addresses += RESULT.findall(html)
        if 'rel="next"' not in html:
            return addresses
        number += 1


def test_every_piece_of_every_text_finds_every_page_that_holds_it(out, client):
    chance = random.Random(20261125)  # noqa: S311
    texts = ["".join(chance.choices(CHARACTERS, k=60)) for _ in range(45)]
    write(out, [{"url": f"/{n}/", "title": f"第{n}页", "text": t} for n, t in enumerate(texts)])
    for length in range(1, 9):
        for text in chance.sample(texts, 4):
            start = chance.randrange(len(text) - length)
            query = text[start : start + length]
            holding = {f"/{n}/" for n, each in enumerate(texts) if query in each}
            assert set(every_page(client, query)) == holding, query


def test_another_word_for_the_same_thing_is_found_after_the_word_itself(out, client):
    SynonymGroup.objects.create(words="落户、入户")
    write(
        out,
        [
            {"url": "/other/", "title": "积分入户"},
            {"url": "/own/", "title": "积分落户"},
            {"url": "/none/", "title": "积分入学"},
        ],
    )
    assert found(client, "积分落户") == ["/own/", "/other/"]
    html = asked(client, "积分落户")
    assert "意思一样的也找了：积分入户" in html
    assert "<mark>积分入户</mark>" in html


def test_without_synonyms_only_the_word_itself_is_found(out, client):
    write(out, [{"url": "/other/", "title": "积分入户"}])
    assert "没找到“落户”" in asked(client, "落户")


def test_a_question_in_one_go_finds_what_it_is_about(out, client):
    write(
        out,
        [
            {"url": "/permit/", "title": "居住证", "text": "在珠海怎么办，带身份证。"},
            {"url": "/dance/", "title": "周末跳舞", "text": "下班来跳舞。"},
        ],
    )
    assert found(client, "居住证去哪里怎么办？") == ["/permit/"]
    html = asked(client, "居住证去哪里怎么办？")
    assert "<mark>居住证</mark>" in html
    assert "没有一页原样有这句话" in html


def test_nonsense_still_finds_nothing(out, client):
    write(out, [{"url": "/permit/", "title": "居住证", "text": "在珠海怎么办，带身份证。"}])
    assert found(client, "火星移民") == []


def test_one_kind_can_be_looked_at_alone(out, client):
    write(
        out,
        [
            {"url": "/a/", "title": "居住证", "kind": "办事指南"},
            {"url": "/b/", "title": "居住证的消息", "kind": "消息"},
            {"url": "/c/", "title": "办居住证", "kind": "办事指南"},
        ],
    )
    html = asked(client, "居住证")
    assert "".join(re.findall(r">(全部|办事指南 2|消息 1)</a>", html)) == "全部办事指南 2消息 1"
    assert found(client, "居住证", kind="消息") == ["/b/"]
    assert found(client, "居住证", kind="没有这一类") == ["/a/", "/c/", "/b/"]


def test_long_results_are_turned_page_by_page_and_none_is_left_out(out, client):
    write(out, [{"url": f"/{n}/", "title": f"居住证 {n}"} for n in range(45)])
    assert len(every_page(client, "居住证")) == len(set(every_page(client, "居住证"))) == 45
    first = asked(client, "居住证")
    assert "第 1 页，共 3 页" in first


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "９", "1e9", "9" * 50])
def test_a_page_number_that_is_none_shows_a_page(number, out, client):
    write(out, [{"url": f"/{n}/", "title": f"居住证 {n}"} for n in range(45)])
    assert found(client, "居住证", page=number)


def test_letters_of_either_width_are_marked(out, client):
    write(out, [{"url": "/a/", "title": "报名", "text": "周末有ＫＴＶ，来唱歌。"}])
    assert "<mark>ＫＴＶ</mark>" in asked(client, "ktv")
