"""A rule set from draft to expiry: its examples guard it, its days end it, old ones stay."""

import re

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from wagtail.models import GroupApprovalTask, Workflow, WorkflowState, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data, streamfield

from export.deliver import export_site
from export.worker import build_pending, sweep
from pages.models import PointsPage
from pages.points.cases import CannotBePublished
from tests import factories as make
from tests.factories import RULES, points_case
from tests.factories_requests import plain_static  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
WRONG = points_case("大专，社保五年", "70", 学历="大专", 社保="5")


@pytest.fixture
def index():
    with time_machine.travel("2026-11-25 09:00 +0800", tick=False) as self:
        index = make.PointsIndexFactory(title="积分测算", slug="points")
        index.clock = self
        yield index


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("editor", password="pass"))
    return client


def typed(page, case: dict, **action) -> dict:
    """The editor's form with one example; `items` go as they are stored."""
    value = case["value"]
    answers = [(each["item"], each["answer"]) for each in value["answers"]]
    case_form = value | {"answers": list_of([{"item": i, "answer": a} for i, a in answers])}
    data = {
        "title": page.title, "slug": page.slug, "jurisdiction": "珠海", "year": "2026",
        "document_number": "示例〔2026〕第 0 号", "valid_from": "2026-01-01",
        "valid_to": "2026-12-31", "last_verified": "2026-11-18", "verified_by": "政策咨询岗",
        "items": streamfield([("choice", school()), ("number", insured())]),
        "cases": streamfield([("case", case_form)]),
        "guides": streamfield([]),
    } | action  # fmt: skip
    return nested_form_data(data) | {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


def list_of(values) -> dict:
    rows = {
        str(n): {"value": value, "order": str(n), "deleted": "", "id": ""}
        for n, value in enumerate(values)
    }
    return {"count": str(len(values))} | rows


def school() -> dict:
    options = list_of([{"label": "大专", "points": "30"}])
    return {"label": "学历", "help": "", "proof": "", "options": options, "none": "on"}


def insured() -> dict:
    empty = {"help": "", "proof": "", "minimum": "", "maximum": ""}
    return empty | {"label": "社保", "unit": "年", "points": "6", "per": "1", "rounding": "full"}


def edit(editor, page, case, **action):
    return editor.post(f"/admin/pages/{page.pk}/edit/", typed(page, case, **action))


def said(response) -> str:
    """The editor's page; what stands beside a block is handed to its script as JSON."""
    html = response.content.decode()
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), html)


def test_a_failing_example_blocks_publishing_and_says_what_came_out_instead(editor, index):
    page = make.PointsFactory(parent=index)
    response = edit(editor, page, WRONG, **{"action-publish": "1"})
    html = said(response)
    assert "例子“大专，社保五年”应该得 70 分，照现在的规则算出来是 60 分" in html
    assert "学历：选的是“大专”；社保：5 年，5 × 6 分 = 30 分" in html
    assert PointsPage.objects.get(pk=page.pk).cases[0].value["points"] == 40  # as before


def test_a_draft_with_a_failing_example_is_saved(editor, index):
    page = make.PointsFactory(parent=index)
    assert edit(editor, page, WRONG).status_code == 302
    draft = PointsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.cases[0].value["points"] == 70


def test_a_right_example_publishes(editor, index):
    page = make.PointsFactory(parent=index)
    right = points_case("大专，社保五年", "60", 学历="大专", 社保="5")
    assert edit(editor, page, right, **{"action-publish": "1"}).status_code == 302
    assert PointsPage.objects.get(pk=page.pk).cases[0].value["points"] == 60


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (points_case("甲", "30", 学力="大专"), "规则里没有叫“学力”的项目"),
        (points_case("甲", "30", 学历="博士"), "“学历”没有“博士”这个答法"),
        (points_case("甲", "30", 社保="五年"), "“社保”要写数字"),
        (points_case("甲", "30", passes="no", 学历="大专"), "算出来前提都满足"),
    ],
)
def test_an_example_that_means_nothing_is_told_where_it_is_wrong(editor, index, case, words):
    page = make.PointsFactory(parent=index)
    assert words in said(edit(editor, page, case, **{"action-publish": "1"}))


@pytest.mark.parametrize(
    ("items", "words"),
    [([RULES[1], RULES[1]], "有两个项目都叫“学历”"), ([RULES[0]], "还没有一项能得分")],
)
def test_rules_that_say_two_things_or_nothing_cannot_be_published(index, items, words):
    page = make.PointsFactory(parent=index)
    page.items = items
    with pytest.raises(CannotBePublished, match=words):
        page.save_revision().publish()


def test_no_other_way_of_publishing_goes_past_the_examples(editor, index):
    page = make.PointsFactory(parent=index)
    page.cases = [WRONG]
    page.save_revision()
    address = f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={page.pk}"
    answer = editor.post(address, {"include_descendants": "", "next": "/admin/"})
    assert "照现在的规则算出来是 60 分" in editor.get(answer["Location"]).content.decode()
    assert PointsPage.objects.get(pk=page.pk).cases[0].value["points"] == 40


def test_a_rule_set_scheduled_for_later_comes_by_itself(editor, index, out):
    page = make.PointsFactory(parent=index, publish=False, live=False, slug="later")
    right = points_case("大专，社保五年", "60", 学历="大专", 社保="5")
    action = {"action-publish": "1", "go_live_at": "2026-12-01 08:00"}
    assert edit(editor, page, right, **action).status_code == 302
    assert not PointsPage.objects.get(pk=page.pk).live
    index.clock.move_to("2026-12-01 08:01 +0800")
    call_command("publish_scheduled", verbosity=0)
    assert PointsPage.objects.get(pk=page.pk).live


def read(out, path) -> str:
    return (out / path / "index.html").read_text()


def main_of(html: str) -> str:
    """Without the page's foot, which asks readers with a form of its own."""
    return html.split("<main", 1)[1].split('id="helped"')[0]


def test_it_expires_by_itself_and_stays_readable(index, out):
    old = make.PointsFactory(parent=index, slug="old", title="旧规则")
    new = {"valid_from": "2027-01-01", "valid_to": "2027-12-31", "year": 2027}
    make.PointsFactory(parent=index, slug="new", title="新规则", **new)
    export_site()
    assert "<form" in main_of(read(out, "points/old"))
    assert "从 2027-01-01 起算数，" in read(out, "points/new")
    index.clock.move_to("2027-01-01 00:10 +0800")
    sweep()
    build_pending()
    html = read(out, "points/old")
    main = main_of(html)
    assert "已经过期" in main
    assert "<form" not in main
    assert "大专" in main  # the rules can still be read
    assert "新规则" in main  # and the way to the ones that count now
    assert re.search("现在能算的.*新规则.*过去的，只能看.*旧规则", read(out, "points"), re.DOTALL)
    assert "<form" in main_of(read(out, "points/new"))
    assert old.valid_to.isoformat() in html


def test_approving_from_the_list_of_tasks_does_not_go_past_the_examples(editor, index):
    page, state = in_moderation(make.PointsFactory(parent=index))
    task = state.current_task_state.pk
    editor.post(f"/admin/pages/workflow/action/{page.pk}/approve/{task}/", {"comment": ""})
    assert PointsPage.objects.get(pk=page.pk).cases[0].value["points"] == 40
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS  # to be mended and approved again


def test_approving_on_the_page_says_which_example_fails(editor, index):
    page, _state = in_moderation(make.PointsFactory(parent=index))
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    assert "照现在的规则算出来是 60 分" in said(edit(editor, page, WRONG, **approve))
    assert PointsPage.objects.get(pk=page.pk).cases[0].value["points"] == 40


def in_moderation(page) -> tuple[PointsPage, WorkflowState]:
    """A draft with a failing example that waits for somebody's approval."""
    page.cases = [WRONG]
    page.save_revision()
    workflow = Workflow.objects.create(name="发布前看一遍")
    task = GroupApprovalTask.objects.create(name="看一遍")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return page, workflow.start(page, User.objects.get(username="editor"))
