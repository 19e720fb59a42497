"""Chosen totals on the public site: with their day, and no number that points at somebody."""

import json
from itertools import product

import pytest
import time_machine
from django.test import Client

from export.worker import build_pending
from pages.models import CountTable
from service_requests.ledger.freezing import freeze_ended
from service_requests.ledger.publishing import public_total, withheld
from tests import factories as make
from tests.factories_requests import (
    at,
    make_request,
    make_station,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    user_in,
)

pytestmark = pytest.mark.usefixtures("plain_static")
ADDRESS = "/admin/reports/service-ledger/publish/?period=2026-10"
GIVEN = {"cut": "line", "measure": "visits", "title": "十月大家来问什么", "table": ""}


@pytest.fixture
def supervisor(db):
    client = Client()
    client.force_login(user_in("主管"))
    return client


def october(**lines: int):
    """So many requests of each line, and the month frozen."""
    for name, many in lines.items():
        for number in range(many):
            phone = f"139{number:08}"
            make_request(line_name=name, submitted_at=at(2026, 10, 8), phone=phone)
    with time_machine.travel(at(2026, 11, 2)):
        freeze_ended()


def rows() -> dict:
    table = CountTable.objects.get()
    return {row["value"]["label"]: row["value"]["count"] for row in table.rows.raw_data}


def test_a_total_of_the_ledger_is_taken_over_with_its_day_and_meaning(supervisor):
    october(工资=7, 办证=12)
    assert supervisor.post(ADDRESS, GIVEN).status_code == 302
    table = CountTable.objects.get()
    assert rows() == {"办证": 12, "工资": 7}
    assert (table.total, table.unit, table.period) == (19, "人次", "2026 年 10 月")
    assert table.as_of.isoformat() == "2026-10-31"
    assert "一件算一次" in table.definition


def test_small_cells_are_hidden_and_cannot_be_worked_out(supervisor):
    october(工资=7, 办证=12, 子女入学=2)
    html = supervisor.get(ADDRESS).content.decode()
    assert "不公布" in html
    supervisor.post(ADDRESS, GIVEN)
    assert rows() == {"办证": 12, "工资": None, "子女入学": None}
    assert CountTable.objects.get().total == 21


def test_where_nothing_can_be_hidden_beside_it_the_total_goes_too(supervisor):
    october(工资=3)
    supervisor.post(ADDRESS, GIVEN)
    assert rows() == {"工资": None}
    assert CountTable.objects.get().total is None


@pytest.mark.parametrize("many", [1, 2, 3, 4])
def test_no_small_number_follows_from_what_is_shown(many):
    """Every table of few small numbers, against all that would look the same."""
    looks: dict[tuple, list[tuple]] = {}
    for numbers in product(range(10), repeat=many):
        hidden, total = withheld(numbers), public_total(numbers, sum(numbers))
        shown = tuple(None if n in hidden else number for n, number in enumerate(numbers))
        looks.setdefault((shown, total), []).append(numbers)
    for (shown, _total), possible in looks.items():
        for place, number in enumerate(shown):
            values = {numbers[place] for numbers in possible}
            assert number is not None or len(values) > 1 or values.pop() >= 5
        assert not any(number is not None and 0 < number < 5 for number in shown)


def test_people_and_other_cuts(supervisor):
    make_request(submitted_at=at(2026, 10, 9), source="window", phone="13900000001")
    october(工资=9)
    supervisor.post(ADDRESS, GIVEN | {"cut": "source", "measure": "people"})
    table = CountTable.objects.get()
    assert rows() == {"网上": None, "窗口代录": None}
    assert (table.unit, table.total) == ("人数", 9)


def test_a_table_that_is_shown_already_gets_the_new_numbers(supervisor):
    october(工资=7, 办证=12)
    table = make.CountTableFactory(title="旧的")
    supervisor.post(ADDRESS, GIVEN | {"table": table.pk})
    assert rows() == {"办证": 12, "工资": 7}
    assert CountTable.objects.get().title == "十月大家来问什么"


def test_a_missing_title_is_said_and_nothing_is_lost(supervisor):
    october(工资=7)
    html = supervisor.post(ADDRESS, GIVEN | {"title": "", "measure": "people"}).content.decode()
    assert "给读者写一个标题。" in html
    assert 'value="people" selected' in html
    assert not CountTable.objects.exists()


def test_only_what_is_frozen_and_only_the_supervisor_of_all(supervisor):
    october(工资=7)
    assert supervisor.get(ADDRESS.replace("2026-10", "2026-11")).status_code == 404
    posted = user_in("主管", "站长")
    post_to(posted, make_station())
    for user in (posted, user_in("审计员"), user_in("办理员")):
        client = Client()
        client.force_login(user)
        assert client.post(ADDRESS, GIVEN).status_code == 302
    assert not CountTable.objects.exists()


def test_readers_see_it_in_a_page_that_follows_the_table(db, out):
    table = make.CountTableFactory(
        rows=[("row", {"label": "工资", "count": 1200}), ("row", {"label": "办证", "count": None})],
        total=None,
    )
    make.ArticleFactory(slug="impact", body=[{"type": "counts", "value": {"table": table.pk}}])
    build_pending()
    html = (out / "impact/index.html").read_text()
    for shown in ("大家来问什么", "1,200", "不公布", "免得认出人来", "2026-10-31", "中心服务台账"):
        assert shown in html
    assert "合计" not in html
    CountTable.objects.update_or_create(pk=table.pk, defaults={"title": "换了标题"})
    build_pending()
    assert "换了标题" in (out / "impact/index.html").read_text()
    table.delete()
    build_pending()
    assert "换了标题" not in (out / "impact/index.html").read_text()


def test_the_api_gives_it_as_numbers(db, client):
    table = make.CountTableFactory()
    page = make.ArticleFactory(
        slug="impact", body=[{"type": "counts", "value": {"table": table.pk}}]
    )
    answer = json.loads(client.get(f"/api/v2/pages/{page.pk}/").content)
    found = answer["body"][0]["value"]["table"]
    assert [(row["label"], row["count"]) for row in found["rows"]] == [("工资", 12), ("办证", 7)]
    assert found["as_of"] == "2026-10-31"
