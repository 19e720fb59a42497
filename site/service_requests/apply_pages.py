"""What a visitor sees at each step of a form. Facts only: masks, words and dates are made here,
templates put them in place."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from export.respond import respond
from pages.publishing import Facts
from service_requests.answers import Checked, in_words, readable_answer
from service_requests.drafts import draft_token
from service_requests.masks import spaced_phone
from service_requests.models import Draft
from service_requests.public_answers import message
from service_requests.retention import draft_hours

QUESTION_MARKS = "？?"


def page_facts(application, kind: str, title: str, here: str) -> Facts:
    """The part that form and check have in common; `here` ends the breadcrumb."""
    build, page = application.build, application.page
    return {
        "kind": kind,
        "title": title,
        "here": here,
        "breadcrumb": [
            *build.ancestors(page),
            {"title": application.title, "url": application.url},
        ],
        "confidential": application.confidential,
        "stops": application.stops,
    }


def form(application, fields: list[Facts], draft: Draft | None = None) -> HttpResponse:
    """The form with what was typed; where there are errors, they come first, with status 422."""
    errors = [field for field in fields if field["error"]]
    facts = page_facts(application, "request_form", application.title, _("填写")) | {
        "form": {
            "action": application.step_url("check"),
            "save": application.save_url,
            "resume": reverse("apply_resume"),
            "intro": application.intro,
            "fields": fields,
            "open": True,
            "token": draft_token(draft) if draft else "",
        },
        "errors": errors,
        "seo_title": (_("错误：%s") if errors else "%s") % application.title,
    }
    return respond(application.templates["form"], facts, 422 if errors else 200, application.build)


def check(application, checked: Checked, draft: Draft) -> HttpResponse:
    facts = page_facts(application, "request_check", _("送出前，看一眼"), _("核对")) | {
        "rows": summary_rows(checked, application.stations),
        "unsent": [
            each["label"].rstrip(QUESTION_MARKS)
            for each in checked.fields
            if each["value"] and not each["applies"]
        ],
        "token": draft_token(draft),
        "confirm_url": application.step_url("confirm"),
        "edit_url": application.step_url("edit"),
        "hours": draft_hours(),
    }
    return respond(application.templates["check"], facts, build=application.build)


def summary_rows(checked: Checked, stations: dict[str, str]) -> list[Facts]:
    """{"anchor", "label", "value"} for each field: where it stands in the form, and what was
    answered, as safe HTML with its lines kept."""
    return [
        {
            "anchor": each["key"],
            "label": each["label"].rstrip(QUESTION_MARKS),
            "value": with_lines(readable(each, checked.cleaned[each["key"]], stations)),
        }
        for each in checked.applying
        if each["key"] not in {"consent", "id_consent"}
    ]


def readable(field: Facts, value, stations: dict[str, str]) -> str:
    if field["type"] == "station":
        return stations.get(value) or _("不确定，你们帮我定")
    if field["type"] == "phone" and value:
        return spaced_phone(value)
    return readable_answer(field["type"], in_words(field, value))


def with_lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def expired(application, draft: Draft | None = None) -> HttpResponse:
    """A token that is too old, forged, or whose draft was replaced. What is still kept can be
    looked at again; nothing is ever sent twice from here."""
    paragraphs = [_("这一页只能用一次，两小时内有效。这次没有送出，也没有重复送。")]
    resume = None
    if draft:
        paragraphs.append(_("你写的内容还在，点下面接着填，再核对一遍就能送出。"))
        resume = {
            "url": application.step_url("edit"),
            "token": draft_token(draft),
            "label": _("接着填"),
            "back": None,
        }
    else:
        paragraphs.append(
            _("如果之前见过回执，那一次已经收到了，凭号码能查到。没见过，就回到表格再填一次。")
        )
    links = [
        {"label": _("回到表格"), "url": application.url},
        {"label": _("查进度"), "url": reverse("request_status")},
    ]
    return message(
        410, _("这一页过期了"), paragraphs, links=links, resume=resume, build=application.build
    )


def closed(application) -> HttpResponse:
    return message(
        410,
        _("“%s”现在不收申请") % application.title,
        [_("这张表已经停收，你这次写的没有存。"), _("急的话直接打电话，或者到服务站来。")],
        links=[{"label": _("回到这一页"), "url": application.url}],
        build=application.build,
    )
