"""Numbers on a page: their chart, the table beside it, and how sure each of them is."""

import re

import pytest

from export.deliver import export_site
from pages.charts import bar_chart
from search.text import plain_text
from tests import factories as make
from tests.html import parse

ROWS = [
    {"label": "居民身份证", "precision": "about", "count": 8900, "definition": "本人到场"},
    {"label": "居住证", "precision": "more", "count": 890, "definition": "申领和签注"},
    {"label": "护照", "count": None},
]


@pytest.fixture
def html(db, out):
    table = make.CountTableFactory(
        title="协助办证",
        as_of="2016-03-15",
        as_of_words="2016 年初",
        rows=[("row", row) for row in ROWS],
        total=None,
    )
    body = [{"type": "counts", "value": {"table": table.pk}}]
    make.ArticleFactory(slug="impact", body=[*body, *body])
    export_site()
    return (out / "impact/index.html").read_text()


def test_each_number_is_as_sure_as_its_source_and_says_how_it_was_counted(html):
    table = html[html.index("<table") : html.index("</table>")]
    for shown in ("约 8,900", "890 多", "本人到场", "申领和签注", "不公布"):
        assert shown in table
    assert "截至 2016 年初" in html
    assert "2016-03-15" not in html


def test_the_chart_draws_what_the_table_says_and_has_words_for_who_cannot_see_it(html):
    chart = html[html.index('<svg class="bar-chart"') :].partition("</svg>")[0]
    widths = [float(each) for each in re.findall(r'<rect x="0" y="[^"]+" width="([\d.]+)%"', chart)]
    assert widths == [62.0, 6.2]
    assert "护照" not in chart
    assert "<title>协助办证</title>" in chart
    assert "最长的是居民身份证，约 8,900。" in chart[chart.index("<desc>") :]


def test_a_table_may_stand_twice_on_a_page(html):
    document = parse(html)
    assert document.errors == []
    assert len(document.ids()) == len(set(document.ids()))


@pytest.mark.parametrize("counts", [[], [7], [7, None], [0, 0]])
def test_where_there_is_nothing_to_compare_there_is_no_chart(counts):
    rows = [{"label": "甲", "count": count, "words": str(count)} for count in counts]
    assert bar_chart(rows) is None


def test_a_long_label_is_broken_before_it_leaves_a_small_phone():
    label = "未成年人保险、圆梦计划（学历）、护照和别的咨询 ABCDEF"
    rows = [{"label": label, "count": count, "words": str(count)} for count in (1, 5000)]
    lines = bar_chart(rows)["bars"][0]["lines"]
    assert "".join(line["text"] for line in lines) == label
    assert max(len(line["text"]) for line in lines) <= 20
    assert len(lines) == 2


def test_search_reads_the_number_and_not_the_code_of_how_sure_it_is():
    row = {"label": "居民身份证", "count": 8900, "precision": "about", "shown": "约 8,900"}
    assert plain_text([row]) == "居民身份证 约 8,900"
