"""What a reader sees after an answer. Facts only."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from export.respond import respond
from pages.form_field import field
from pages.publishing import Facts
from service_requests.page_feedback.slips import WRONG, YES, Slip
from service_requests.public_answers import message

TEMPLATE = "service_requests/page_feedback.html"


def thanks(page: Facts, slip: Slip, text: str = "", problem: str = "") -> HttpResponse:
    """Thanks for the answer, and room for words; with a problem, the same with what was typed."""
    question = _("还少了什么，或者哪里不对？") if slip.answer == YES else _("哪里不对、少了什么？")
    hint = _("写哪一句、对的该是什么。不用写姓名和电话")
    typed = field("words", "long_text", question, hint, value=text, error=problem)
    title = _("告诉我们哪里不对") if slip.answer == WRONG else _("谢谢，记下了")
    facts = frame(page, title) | {
        "seo_title": (_("错误：%s") if problem else "%s") % title,
        "answer": slip.answer,
        "fields": [typed],
        "action": reverse("page_correction"),
        "token": slip.token(),
    }
    return respond(TEMPLATE, facts, 422 if problem else 200, page["build"])


def sent(page: Facts) -> HttpResponse:
    facts = frame(page, _("收到了，谢谢你")) | {"answer": "sent", "fields": []}
    return respond(TEMPLATE, facts, build=page["build"])


def frame(page: Facts, title: str) -> Facts:
    build = page["build"]
    back = {"title": page["title"], "url": page["url"]}
    return {
        "kind": "page_feedback",
        "title": title,
        "seo_title": title,
        "breadcrumb": [*build.ancestors(build.page(page["id"])), back],
        "about": back,
    }


def no_longer() -> HttpResponse:
    return message(
        410,
        _("这一页用不了了"),
        [
            _("可能是网址没有复制全，也可能是你说的那一页已经不在了。这次没有收下。"),
            _("请回到那一页的末尾，再点一次。"),
        ],
        links=[{"label": _("首页"), "url": "/"}],
    )


def full(page: Facts) -> HttpResponse:
    return message(
        503,
        _("现在收得太多，收不下了"),
        [_("这次没有收下。过一天再送，或者直接打电话告诉我们。")],
        links=[{"label": _("回到“%s”") % page["title"], "url": page["url"]}],
        build=page["build"],
    )
