"""The editor's own examples: what each must come to, and what it comes to instead.

A rule set whose examples fail can be saved as a draft and cannot be published.
"""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from pages.points.evaluate import (
    NONE,
    Answers,
    accepted,
    evaluate,
    is_asked_as_choice,
    items_of,
    mistakes,
)
from pages.points.numbers import hundredths, in_words
from pages.points.rules import rules_of
from pages.points.words import words
from pages.publishing import Facts

Case = Facts  # {"name", "answers": [{"item", "answer"}], "passes": "yes" or "no", "points": "70"}


class CaseFails(Exception):
    """`place` is the part of the case to look at: answers, passes or points."""

    def __init__(self, place: str, message: str):
        super().__init__(message)
        self.place = place
        self.message = message


class CannotBePublished(PermissionDenied):
    """Publishing is refused whoever asks: the admin shows this as any refusal."""


def refuse_failing_cases(page):
    if found := problems_of(page):
        raise CannotBePublished(found[0])


def problems_of(page) -> list[str]:
    """Everything that keeps a rule set from being published, in words."""
    rules = rules_of(page)
    if found := ambiguities(rules):
        return found
    cases = cases_of(page)
    found = [failure.message for case in cases if (failure := failure_of(case, rules))]
    return found if cases else [_("还没有核对用的例子")]


def failure_of(case: Case, rules: Facts) -> CaseFails | None:
    try:
        check_case(case, rules)
    except CaseFails as failure:
        return failure
    return None


def cases_of(page) -> list[Case]:
    return [
        {
            "name": child.value["name"] or "",
            "answers": [dict(answer) for answer in child.value["answers"]],
            "passes": child.value["passes"],
            "points": str(child.value["points"] or 0),
        }
        for child in page.cases
    ]


def ambiguities(rules: Facts) -> list[str]:
    """What keeps a rule set from saying one thing only, in words for the editor."""
    items = list(items_of(rules))
    twice = [label for label, times in Counter(i["label"] for i in items).items() if times > 1]
    found = [_("有两个项目都叫“%s”，改一个名字") % label for label in twice]
    for item in items:
        options = Counter(option["label"] for option in item.get("options", []))
        found += [
            _("“%(item)s”里有两个选项都叫“%(option)s”") % {"item": item["label"], "option": option}
            for option, times in options.items()
            if times > 1
        ]
        if is_never_met(item):
            found.append(_("“%s”：“不到多少不算分”比“最多按多少算”还大") % item["label"])
    if not any(item["type"] != "gate" for item in items):
        found.append(_("还没有一项能得分"))
    return found


def is_never_met(item: Facts) -> bool:
    low, high = item.get("minimum"), item.get("maximum")
    return bool(low and high and hundredths(low) > hundredths(high))


def check_case(case: Case, rules: Facts):
    """Raises CaseFails unless the rules say of the case what its editor says."""
    result = evaluate(rules, answers_of(case, rules), words())
    if result["passes"] != (case["passes"] == "yes"):
        raise CaseFails("passes", wrong_gates(result))
    expected = in_words(hundredths(case["points"]))
    if result["total"] != expected:
        raise CaseFails("points", wrong_points(case, expected, result))


def wrong_gates(result: Facts) -> str:
    if result["passes"]:
        return _("算出来前提都满足，和这里写的不一样")
    failed = [gate["label"] for gate in result["gates"] if gate["holds"] == "no"]
    return _("算出来不满足这些前提：%s，和这里写的不一样") % _("、").join(failed)


def wrong_points(case: Case, expected: str, result: Facts) -> str:
    counted = [line for line in result["lines"] if line["points"] != "0"]
    working = _("；").join(f"{line['label']}：{_('，').join(line['steps'])}" for line in counted)
    return _(
        "例子“%(name)s”应该得 %(expected)s 分，照现在的规则算出来是 %(total)s 分。%(working)s"
    ) % {
        "name": case["name"],
        "expected": expected,
        "total": result["total"],
        "working": working or _("没有一项得分"),
    }


def answers_of(case: Case, rules: Facts) -> Answers:
    """The case as a form would send it; what it leaves out holds, or is none."""
    by_label = {item["label"]: item for item in items_of(rules)}
    answers = {item["key"]: when_left_out(item) for item in by_label.values()}
    for given in case["answers"]:
        item = by_label.get(given["item"] or "")
        if item is None:
            raise CaseFails("answers", _("规则里没有叫“%s”的项目，照抄项目的名字") % given["item"])
        answers[item["key"]] = as_sent(item, given["answer"] or "")
    if wrong := next(iter(mistakes(rules, answers)), None):
        label = next(label for label, item in by_label.items() if item["key"] == wrong)
        raise CaseFails("answers", _("“%s”要写数字，最多两位小数") % label)
    return answers


def when_left_out(item: Facts) -> str:
    if item["type"] == "gate":
        return "yes"
    if item["type"] == "choice":
        return NONE if item["none"] else ""
    return "" if item["unit"] else "no"


def as_sent(item: Facts, said: str) -> str:
    """An editor's words as the form's own answer."""
    if not is_asked_as_choice(item):
        return said
    spoken = {_("有"): "yes", _("是"): "yes", _("满足"): "yes"}
    spoken |= {_("没有"): "no", _("否"): "no", _("不满足"): "no"}
    if item["type"] == "choice":
        spoken = {_("一样都没有"): NONE, _("没有"): NONE}
    answer = said if said in accepted(item) else spoken.get(said, said)
    if answer not in accepted(item):
        message = _("“%(item)s”没有“%(answer)s”这个答法")
        raise CaseFails("answers", message % {"item": item["label"], "answer": said})
    return answer
