"""A rule set as its page shows it: the rules with their form, what was typed, what comes of it."""

from typing import Any

from django.utils.translation import gettext as _

from pages.points.evaluate import (
    Answers,
    evaluate,
    is_asked_as_choice,
    items_of,
    mistakes,
    unanswered,
)
from pages.points.rules import rules_of
from pages.points.words import words
from pages.publishing import Build, Facts


def status(page: Any, build: Build) -> str:
    """One of "coming", "current" or "expired"; only a current rule set computes."""
    if page.valid_from > build.today:
        return "coming"
    return "expired" if page.valid_to < build.today else "current"


def rule_set_facts(page: Any, build: Build) -> Facts:
    others = [card for card in build.siblings(page) if card["jurisdiction"] == page.jurisdiction]
    guides = [item["value"] for item in build.stream(page.guides)]
    return {
        "year": page.year,
        "document_number": page.document_number,
        "document_url": page.document_url,
        "valid_from": page.valid_from.isoformat(),
        "last_verified": page.last_verified.isoformat(),
        "verified_by": page.verified_by,
        "rules": rules_of(page),
        "guides": [guide for guide in guides if guide],
        "service": build.link(page.service_id),
        "related": others,
        "worksheet_url": f"{build.url(page.pk)}worksheet/",
    } | rule_set_card(page, build)


def rule_set_card(page: Any, build: Build) -> Facts:
    return {
        "jurisdiction": page.jurisdiction,
        "version": version(page),
        "valid_to": page.valid_to.isoformat(),
        "status": status(page, build),
        "sample": page.is_sample,
    }


def version(page: Any) -> str:
    """What a result names, so that two rule sets are never mixed up."""
    named = {"place": page.jurisdiction, "year": page.year, "number": page.document_number}
    return _("%(place)s %(year)s 年 %(number)s") % named


def screen_facts(page: Any, build: Build, answers: Answers | None = None) -> Facts:
    """The page with its form. `answers` are what was sent; without them, and where the rules
    don't count on this day, nothing is worked out."""
    facts = build.facts(page.pk)
    rules = facts["rules"]
    if facts["status"] != "current":
        answers = None
    errors = errors_of(rules, answers) if answers is not None else {}
    given = answers or {}
    result = None if answers is None or errors else evaluate(rules, answers, words())
    return (
        facts
        | trust(page, facts)
        | {
            "action": f"/estimate/{page.slug}/",
            "parts": [with_input(part, given, errors) for part in rules["parts"]],
            "errors": [
                error_link(each, errors) for each in items_of(rules) if each["key"] in errors
            ],
            "result": result,
            "proofs": proofs(rules, given) if result else [],
            "words": words(),
        }
    )


def trust(page: Any, facts: Facts) -> Facts:
    """The sign above the form and the slip below it, as components/answer.html wants them."""
    said = {
        "coming": _("从 %s 起算数，还没到日子") % facts["valid_from"],
        "current": _("选一选，当场看到每一分怎么来的"),
        "expired": _("到 %s 为止，已经过期，不再计算") % facts["valid_to"],
    }
    questions = {"value": _("%d 题") % len(list(items_of(facts["rules"]))), "label": _("要答")}
    free = {"value": _("不用"), "label": _("登录、写名字")}
    current = facts["status"] == "current"
    return {
        "answer_headline": said[facts["status"]],
        "answer": _("算完就没了，不存也不记。") if current else _("下面是这份规则的原样，只供看。"),
        "answer_facts": [questions, free] if current else [],
        "source_name": page.document_number,
        "source_url": page.document_url,
        "expired": facts["status"] == "expired",
        "review_after": "",
        "review_due": False,
    }


def errors_of(rules: Facts, answers: Answers) -> dict[str, str]:
    """By item key, what to mend."""
    named = words()
    open_ones = {key: _("这一题还没选") for key in unanswered(rules, answers)}
    return open_ones | {key: named[name] for key, name in mistakes(rules, answers).items()}


def with_input(part: Facts, given: Answers, errors: dict[str, str]) -> Facts:
    """A part with what its inputs hold, and what is wrong with that."""
    if part["type"] == "group":
        return part | {"parts": [with_input(item, given, errors) for item in part["parts"]]}
    key = part["key"]
    return part | {"value": given.get(key, ""), "error": errors.get(key, "")}


def error_link(item: Facts, errors: dict[str, str]) -> Facts:
    """As components/form.html lists them: a choice is led to by its first input."""
    kind = "choice" if is_asked_as_choice(item) else "text"
    message = f"{item['label']}{_('：')}{errors[item['key']]}"
    return {"key": item["key"], "type": kind, "error": message}


def proofs(rules: Facts, given: Answers) -> list[Facts]:
    """The papers for what the person said is so."""
    return [
        {"label": item["label"], "proof": item["proof"]}
        for item in items_of(rules)
        if item["proof"] and item["type"] != "deduction" and claims(item, given[item["key"]])
    ]


def claims(item: Facts, answer: str) -> bool:
    if item["type"] == "gate":
        return answer == "yes"
    if item["type"] == "choice":
        points = {option["label"]: option["points"] for option in item["options"]}
        return points.get(answer, "0") != "0"
    return bool(answer)


def answers_from(sent: Any, rules: Facts) -> Answers:
    """What a form sent, cut to what a field can hold. `sent` is request.POST."""
    return {item["key"]: sent.get(item["key"], "")[:60] for item in items_of(rules)}
