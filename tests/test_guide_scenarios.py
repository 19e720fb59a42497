"""What to bring depends on the scenario: one list for each, without a script."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from export.deliver import export_site
from pages.models import GuidePage
from tests import factories as make
from tests.html import parse

pytestmark = pytest.mark.django_db
# As the admin hands it to its own script.
NOT_THERE = json.dumps("“谁能办”的“情形”里没有“换证”").strip('"')


def material(name, *scenarios):
    return {"type": "material", "value": {"name": name, "scenarios": list(scenarios)}}


@pytest.fixture
def guide():
    names = ["换领", "丢失补领"]
    return make.GuideFactory(
        parent=make.GuideIndexFactory(),
        slug="id-card",
        scenarios=[{"type": "scenario", "value": {"name": name, "note": ""}} for name in names],
        materials=[material("旧证", "换领"), material("报失回执", "丢失补领"), material("户口簿")],
    )


@pytest.fixture
def page(out):
    def page(guide):
        export_site()
        return parse((out / guide.url.lstrip("/") / "index.html").read_text())

    return page


def listed(html, id) -> list[str]:
    (element,) = [each for each in html.all("ul") if each.get("id") == id]
    return [each.text for each in element.iter("span") if each.get("class") == "checklist-name"]


def test_each_scenario_has_its_whole_list_and_an_address(guide, page):
    html = page(guide)
    assert listed(html, "bring-1-list") == ["旧证", "户口簿"]
    assert listed(html, "bring-2-list") == ["报失回执", "户口簿"]
    assert listed(html, "bring-list") == ["旧证", "报失回执", "户口簿"]
    ids = {each.get("id") for each in html.all("div")}
    links = [each.get("href") for each in html.all("a")]
    for anchor in ("bring-1", "bring-2"):
        assert anchor in ids
        assert f"#{anchor}" in links


def test_one_list_where_all_bring_the_same(guide, page):
    guide.materials = [material("旧证"), material("户口簿", "没有这种情形")]
    guide.save_revision().publish()
    html = page(guide)
    assert listed(html, "bring-list") == ["旧证", "户口簿"]
    assert not list(html.all("fieldset"))


def given(guide, *scenarios, **changes):
    """What the editor's form sends, with one material for these scenarios."""
    names = {name: getattr(guide, name) for name in ("title", "slug", "answer_headline")}
    known = [("scenario", {"name": name, "note": "null"}) for name in ("换领", "丢失补领")]
    one = {
        "name": "旧证",
        "form": "original",
        "quantity": "1",
        "issuer": "",
        "note": "",
        "options": {"count": "0"},
        "scenarios": {
            "count": str(len(scenarios)),
            **{
                str(place): {"value": name, "order": str(place), "deleted": "", "id": ""}
                for place, name in enumerate(scenarios)
            },
        },
    }
    streams = {
        field.name: streamfield([])
        for field in GuidePage._meta.local_fields
        if type(field).__name__ == "StreamField"
    }
    streams |= {"scenarios": streamfield(known), "materials": streamfield([("material", one)])}
    rich = {
        field.name: "null"
        for field in GuidePage._meta.local_fields
        if type(field).__name__ == "RichTextField"
    }
    fields = {
        "line": guide.line_id,
        "status": "current",
        "last_verified": "2026-11-18",
        "verified_by": "岗位",
        "source_name": "来源",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "x",
    }
    return nested_form_data(names | streams | rich) | fields | changes


@pytest.fixture
def editor():
    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    return client


def test_a_scenario_that_is_not_there_is_told_at_its_place(guide, editor):
    address = f"/admin/pages/{guide.pk}/edit/"
    html = editor.post(address, given(guide, "换领", "换证")).content.decode()
    assert NOT_THERE in html
    guide.refresh_from_db()
    assert len(guide.materials) == 3
    response = editor.post(address, given(guide, "换领"))
    assert response.status_code == 302
    guide.refresh_from_db()
    assert [list(each.value["scenarios"]) for each in guide.materials] == [["换领"]]


def test_another_person_can_be_made_to_look_after_a_guide(guide, editor):
    other = User.objects.create_superuser("other", first_name="小林")
    User.objects.create_user("reader")
    address = f"/admin/pages/{guide.pk}/edit/"
    offered = parse(editor.get(address).content.decode())
    (owner,) = [each for each in offered.all("select") if each.get("name") == "owner"]
    names = [option.text.strip() for option in owner.iter("option")]
    assert "小林" in names
    assert "reader" not in names
    draft = given(guide, "换领", owner=other.pk)
    del draft["action-publish"]
    editor.post(address, draft)
    guide.refresh_from_db()
    assert guide.owner == other  # at once, though the rest is a draft
    assert len(guide.materials) == 3
    editor.post(address, given(guide, "换领", owner=other.pk))
    guide.refresh_from_db()
    assert guide.owner == other
