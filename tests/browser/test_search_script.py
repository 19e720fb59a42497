"""The search page's script finds in the site's own index what stands on pages, and all of it."""

import random

import pytest
from playwright.sync_api import expect

from search.grams import fold, numbers_of
from search.index import block_of, contents_of, file_of, packed_numbers

COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
FEW = "入户居住证办落"  # so few that every pair stands on most pages, and seldom in one piece
ODD = "入户ＡｂＣ１２３㎡①…《》KTV，。 \u3000😀𠮷é"
FIND = """async ([addresses, folder, queries]) => {
  const [{ open }, { find }] = await Promise.all(addresses.map((each) => import(each)));
  const found = [];
  for (const query of queries) {
    const answer = await find((anew) => open(folder, anew), query, 10);
    const pages = answer ? await answer.take(Infinity) : [];
    found.push(pages.map(({ entry }) => entry.url));
  }
  return found;
}"""
NUMBERS = "async ([address, words]) => (await import(address)).numbersOf(words)"
WEIGHT = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => name.includes("/search"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""


@pytest.fixture
def index(site):
    """Writes an index of such texts where the running site serves it; gives its folder."""

    def write(name, texts, files=1, synonyms=()):
        folder = site.public / name
        folder.mkdir()
        entries = [entry(number, text) for number, text in enumerate(texts)]
        for number in range(files):
            blocks = [entries[number::files][at::3] for at in range(3)]
            pairs = [[(each, packed_numbers(each)) for each in block] for block in blocks]
            body = file_of([block_of(each, ["消息"]) for each in pairs])
            (folder / f"index-{number}.bin").write_bytes(body)
        (folder / "index.json").write_bytes(contents_of(list(range(files)), ["消息"], synonyms))
        return f"/{name}/"

    return write


def entry(number, text):
    about = {"url": f"/{number}/", "kind": "消息", "date": "2026-11-25"}
    return about | {"title": text[:6], "lead": text[6:12], "text": text[12:]}


def holding(texts, query):
    """Every page that holds it in its title, its lead or its text, by looking through all."""
    parts = [f"{text[:6]}\n{text[6:12]}\n{text[12:]}" for text in texts]
    return {f"/{number}/" for number, each in enumerate(parts) if query in fold(each)}


def pieces(chance, texts):
    """Of each length from one to eight, what stands somewhere and what most likely doesn't."""
    for length in range(1, 9):
        for text in chance.sample(texts, 3):
            part = fold(text[12:])
            start = chance.randrange(len(part) - length)
            yield part[start : start + length]
            yield "".join(chance.sample(part, length))


def clean(query):
    """Whether it is one word to the search: no space in it, no mark at its ends."""
    return query and not set(query) & set(" \n") and not set(query[0] + query[-1]) & set("，。…")


@pytest.mark.parametrize(
    ("letters", "files"), [(COMMON, 1), (COMMON, 5), (FEW, 1), (FEW, 5), (ODD, 5)]
)
def test_every_piece_of_every_text_finds_every_page_that_holds_it(
    letters, files, index, open_page, record_property
):
    chance = random.Random(f"{letters}{files}")  # noqa: S311
    texts = ["".join(chance.choices(letters, k=chance.randint(30, 90))) for _ in range(60)]
    queries = [each for each in pieces(chance, texts) if clean(each)]
    page = open_page()
    page.goto("/search/")
    folder = index(f"try-{len(letters)}-{files}", texts, files)
    found = page.evaluate(FIND, [scripts(page), folder, queries])
    for query, urls in zip(queries, found, strict=True):
        assert len(urls) == len(set(urls)), query
        assert set(urls) == holding(texts, query), query
    record_property("tried", f"{len(queries)} queries")


def scripts(page):
    """The addresses of what opens the index, and of what finds in it."""
    found = page.locator("[data-index]")
    return [found.get_attribute("data-index"), found.get_attribute("data-find")]


def test_script_and_export_count_alike(open_page):
    page = open_page()
    page.goto("/search/")
    for words in ["户", "入户", "积分入户", "ktv", "😀", "𠮷野家", "m2", "\uffff\u0001"]:
        told = page.evaluate(NUMBERS, [scripts(page)[0], words])
        one_only = numbers_of(words[:1]) if len(words) == 1 else numbers_of(words)
        singles = {number for character in words for number in numbers_of(character)}
        assert set(told) == (one_only if len(words) == 1 else one_only - singles), words


def test_titles_come_first_then_other_words_for_it_then_the_newest(index, open_page):
    texts = ["别的事情啊啊落户", "落户        ", "积分入户        ", "今天说说啊啊落户", "租房"]
    page = open_page()
    page.goto("/search/")
    folder = index("try-order", texts, synonyms=[["落户", "入户"]])
    assert page.evaluate(FIND, [scripts(page), folder, ["落户", "租房 落户", "租房 火星"]]) == [
        ["/1/", "/2/", "/3/", "/0/"],
        ["/4/", "/1/", "/2/", "/3/", "/0/"],
        ["/4/"],
    ]


def test_a_first_search_answers_at_once_and_weighs_little(open_page):
    page = open_page()
    page.goto("/search/")
    page.get_by_role("searchbox").fill("居住证")
    first = page.locator(".search-results h3 a").first
    expect(first).to_contain_text("居住证")
    expect(page.locator(".search-results mark").first).to_have_text("居住证")
    expect(page.get_by_role("status")).to_have_text(page.locator(".list-title").inner_text())
    assert page.evaluate(WEIGHT) < 60_000


def test_what_is_found_is_the_same_as_on_the_server(open_page):
    page, plain = open_page(), open_page(javascript=False)
    page.goto("/search/")
    for query in ["入户", "户", "积分入户", "欠薪 仲裁", "ＰＤＦ", "落户"]:
        page.get_by_role("searchbox").fill(query)
        page.get_by_role("searchbox").press("Enter")
        expect(page).to_have_title(f"搜“{query}” - 珠海新豫")
        plain.goto(f"/search/?q={query}")
        count = "document.querySelector('.list-title').textContent.match(/[0-9]+/)[0]"
        assert page.evaluate(count) == plain.evaluate(count), query
        links = "[...document.querySelectorAll('ol h3 a')].map((each) => each.pathname)"
        assert page.evaluate(links)[0] in plain.evaluate(links), query


def test_by_keyboard_alone_from_the_box_to_a_page(open_page):
    page = open_page(1280)
    page.goto("/search/")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    page.keyboard.type("居住证")
    links = page.locator(".search-results h3 a")
    expect(links.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    target = links.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def test_one_kind_alone_and_more_of_it(open_page):
    page = open_page()
    page.goto("/search/")
    page.get_by_role("searchbox").fill("珠海")
    chosen = page.get_by_role("navigation", name="只看一类").get_by_role("link", name="消息")
    chosen.click()
    expect(page.locator(".search-results .tag").first).to_have_text("消息")
    assert set(page.locator(".search-kind").all_inner_texts()) == {"消息"}
    page.get_by_role("button", name="再看几页").click()
    expect(page.locator(".search-results > li").nth(10)).to_be_visible()
    expect(page.locator(".search-results h3 a").nth(10)).to_be_focused()


def test_what_is_on_no_page_as_typed_is_asked_of_the_server(open_page):
    page = open_page()
    page.goto("/search/")
    page.get_by_role("searchbox").fill("居住证去哪里怎么办呢")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_text("没有一页原样有这句话")).to_be_visible()
    page.get_by_role("searchbox").fill("火星移民局")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", name="没找到“火星移民局”")).to_be_visible()
    expect(page.get_by_role("heading", name="还是找不到，问人最快")).to_be_visible()


def test_where_no_server_answers_the_page_itself_does(open_page, site):
    page = open_page()
    empty = (site.public / "search/index.html").read_text()
    page.route("**/search/?q=*", lambda route: route.fulfill(body=empty, content_type="text/html"))
    page.goto("/search/?q=居住证")
    expect(page.locator(".search-results h3 a").first).to_contain_text("居住证")
    page.goto("/search/?q=火星移民局")
    expect(page.get_by_role("heading", name="没找到“火星移民局”")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_width_needs_sideways_scrolling(width, open_page):
    page = open_page(width)
    page.goto("/search/")
    page.get_by_role("searchbox").fill("珠海")
    expect(page.locator(".search-results")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
