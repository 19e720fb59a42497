"""What the panel beside an editor's text finds in Chinese."""

from django.conf import settings

from pages.content_checks import LONGEST_PARAGRAPH, limits

SCRIPT = (settings.BASE_DIR / "pages/static/pages/content-checks.js").read_text()
LOOK = "([html, limits]) => {" + SCRIPT.replace("export function", "function")
LOOK += "; return look(html, limits); }"

LONG = (
    "这一句说了一件又一件事，先说带什么材料，再说去哪个窗口，然后说要等几天，最后说多少钱和怎么领。"
)
SHORT = "住满半年，就能办。带身份证。"


def looked_at(chromium, html):
    page = chromium.new_page()
    try:
        return page.evaluate(LOOK, [html, limits()])
    finally:
        page.close()


def test_it_counts_what_was_written_and_not_what_surrounds_it(chromium):
    around = f"<nav><p>{LONG}</p></nav><form><p>{LONG}</p></form><aside><p>{LONG}</p></aside>"
    found = looked_at(chromium, f"{around}<ul><li>第 1 条：<b>好</b></li><li>二</li></ul>")
    assert (found["characters"], found["issues"]) == (5, [])


def test_it_names_long_sentences_and_paragraphs(chromium):
    paragraph = SHORT * (LONGEST_PARAGRAPH // 10)
    found = looked_at(chromium, f"<p>{SHORT}{LONG}</p><p>{paragraph}</p>")
    assert [issue["kind"] for issue in found["issues"]] == ["sentence", "paragraph"]
    assert found["issues"][0]["text"].startswith("这一句说了")
    assert found["longest"] == found["issues"][0]["size"] > 40


def test_it_names_links_that_do_not_say_where_they_lead(chromium):
    vague = ["点击这里", "这里", "查看详情", "阅读全文", "更多"]
    clear = ["申请法律援助", "查看办理进度", "更多活动"]
    links = "".join(f'<a href="/x/">{text}</a>，' for text in [*vague, *clear])
    address = '<a href="/x/">https://example.org/very/long</a>'
    found = looked_at(chromium, f"<p>{links}{address}</p>")["issues"]
    assert [issue["text"] for issue in found if issue["kind"] == "link"] == vague
    assert [issue["kind"] for issue in found if issue["kind"] != "link"][-1] == "address"
