"""Questions that are asked only for some answers: what doesn't apply is neither wanted nor kept."""

import pytest
from django.core.exceptions import ValidationError

from pages.form_blocks import FormFieldsBlock
from service_requests.models import Draft
from tests.factories_requests import STORY, check, make_service, post, send, token_in

pytestmark = pytest.mark.django_db

TOPIC, SUM, PAPER, OLD_ID = "f-topic000", "f-sum00000", "f-paper000", "f-oldid000"


def question(key, kind, label, shown_for=None, **more):
    value = {"label": label, "help_text": "", "required": True} | more
    asked = dict(zip(("question", "answers"), shown_for or ("", []), strict=True))
    return {"type": kind, "id": key, "value": value | {"shown_for": asked}}


FORM = [
    question("story000", "long_text", "是什么事"),
    question("topic000", "choice", "哪一类？", options=["欠薪", "工伤", "别的"]),
    question("sum00000", "text", "欠了多少", ("哪一类？", ["欠薪"])),
    question(
        "paper000", "choices", "有什么证据", ("哪一类？", ["欠薪", "工伤"]), options=["有", "没"]
    ),
    question("oldid000", "id_number", "病历上的身份证号", ("有什么证据", ["有"])),
]


@pytest.fixture
def service():
    return make_service(form_fields=FORM)


def answer(**given):
    """The form with the composed questions alone."""
    plain = {"f-when0000": None, "f-since000": None, "f-idnum000": None}
    return plain | {STORY: "老板跑了"} | given


def main_of(response) -> str:
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def test_what_does_not_apply_is_not_required(client, service):
    request = send(client, service, **answer(**{TOPIC: "别的"}))
    assert [each["label"] for each in request.answers] == ["是什么事", "哪一类？"]


def test_what_applies_is_required(client, service):
    response = check(client, service, **answer(**{TOPIC: "欠薪"}))
    assert response.status_code == 422
    html = main_of(response)
    assert "“欠了多少”还没填" in html
    assert "“有什么证据”还没选" in html
    assert "病历上的身份证号”还没填" not in html


def test_what_does_not_apply_is_neither_checked_nor_sent(client, service):
    given = answer(**{TOPIC: "工伤", SUM: "长" * 300, PAPER: ["没"], OLD_ID: "不是号码"})
    html = main_of(check(client, service, **given))
    assert "这几项用不上，不会送出" in html
    assert "欠了多少、病历上的身份证号" in html
    assert "长长长" not in html
    request = send(client, service, **given)
    assert {each["key"] for each in request.answers} == {STORY, TOPIC, PAPER}
    assert not request.id_consent


def test_a_question_falls_with_the_one_that_decides_about_it(client, service):
    given = answer(**{TOPIC: "别的", PAPER: ["有"]})
    request = send(client, service, **given)
    assert {each["key"] for each in request.answers} == {STORY, TOPIC}


def test_an_id_number_that_applies_asks_for_its_own_consent(client, service):
    given = answer(**{TOPIC: "工伤", PAPER: ["有"], OLD_ID: "11010519491231002X"})
    assert "要单独勾选这一条" in main_of(check(client, service, **given))
    assert send(client, service, **given, id_consent="yes").id_consent


def test_going_back_keeps_what_was_typed_where_it_did_not_apply(client, service):
    token = token_in(check(client, service, **answer(**{TOPIC: "别的", SUM: "三千"})))
    html = main_of(post(client, f"/apply/{service.slug}/edit/", {"token": token}))
    assert "三千" in html
    assert Draft.objects.count() == 1


def test_without_a_script_each_question_says_when_it_applies(client, service):
    html = main_of(check(client, service, **answer(**{TOPIC: ""})))
    assert "“哪一类”选了“欠薪”才要填" in html
    assert "“哪一类”选了“欠薪”或“工伤”才要填" in html
    assert f'data-question="{TOPIC}" data-answers=\'["\\u6b20' in html
    field = html[html.index(f'id="{SUM}"') :].partition(">")[0]
    assert f'aria-describedby="{SUM}-condition"' in field
    assert " required" not in field


def test_a_condition_that_leads_nowhere_asks_everybody(client):
    lost = question("sum00000", "text", "欠了多少", ("改了名的问题", ["欠薪"]))
    service = make_service(form_fields=[FORM[0], lost])
    assert "“欠了多少”还没填" in main_of(check(client, service, **answer()))


@pytest.mark.parametrize(
    ("shown_for", "words"),
    [
        (("哪一种", ["欠薪"]), "上面没有叫这个名字的"),
        (("是什么事", ["欠薪"]), "上面没有叫这个名字的"),
        (("有什么证据", ["有"]), "上面没有叫这个名字的"),  # it stands below
        (("哪一类？", ["没签合同"]), "没有“没签合同”这个选项"),
        (("哪一类？", []), "写上选了哪些才问"),
        (("", ["欠薪"]), "写上是上面哪个问题"),
    ],
)
def test_an_editor_is_told_which_condition_leads_nowhere(shown_for, words):
    raw = [*FORM[:2], question("sum00000", "text", "欠了多少", shown_for), FORM[3]]
    block = FormFieldsBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(raw))
    inner = refused.value.block_errors[2].block_errors["shown_for"].block_errors
    assert words in str(list(inner.values()))


def test_a_sound_form_is_saved_as_it_is():
    block = FormFieldsBlock()
    assert len(block.clean(block.to_python(FORM))) == len(FORM)
