"""What a rule set comes to, step by step: each kind of item, each limit, exact to the hundredth."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.points.evaluate import evaluate, items_of, mistakes, unanswered
from pages.points.numbers import NotANumber, typed_hundredths
from pages.points.words import words
from tests.point_rules import answers_to, rule_sets

HALF = Fraction(1, 2)


def number(**rule):
    base = {"type": "number", "key": "n", "label": "社保", "help": "", "proof": "", "unit": "年"}
    limits = {"per": "1", "rounding": "full", "minimum": "", "maximum": ""}
    return base | limits | rule


def told(item, answer):
    """(points, working) of a rule set of one item."""
    result = evaluate({"parts": [item], "threshold": None}, {"n": answer}, words())
    return result["total"], result["lines"][0]["steps"]


@pytest.mark.parametrize(
    ("rule", "answer", "points", "working"),
    [
        ({"points": "6"}, "5", "30", ["5 年", "5 × 6 分 = 30 分"]),
        ({"points": "6"}, "5.5", "30", ["5.5 年", "每满 1 年算一份，共 5 份", "5 × 6 分 = 30 分"]),
        ({"points": "6", "maximum": "3"}, "5", "18", ["5 年", "最多按 3 年算", "3 × 6 分 = 18 分"]),
        ({"points": "6", "minimum": "1"}, "0.9", "0", ["0.9 年", "不到 1 年，不算分"]),
        ({"points": "6", "minimum": "1"}, "1", "6", ["1 年", "1 × 6 分 = 6 分"]),
        ({"points": "2", "per": "3", "rounding": "started"}, "4", "4",
         ["4 年", "每 3 年一份，不满也算一份，共 2 份", "2 × 2 分 = 4 分"]),
        ({"points": "2", "per": "3", "rounding": "nearest"}, "4.5", "4",
         ["4.5 年", "每 3 年一份，四舍五入，共 2 份", "2 × 2 分 = 4 分"]),
        ({"points": "1", "per": "3", "rounding": "exact"}, "5", "1.67",
         ["5 年", "5 ÷ 3 × 1 分 = 1.67 分", "四舍五入到两位小数"]),
        ({"points": "0.1", "rounding": "exact"}, "0.25", "0.03",
         ["0.25 年", "0.25 × 0.1 分 = 0.03 分", "四舍五入到两位小数"]),
        ({"points": "6"}, "", "0", ["没有"]),
    ],
)  # fmt: skip
def test_a_number_is_worked_out_with_its_limits(rule, answer, points, working):
    assert told(number(**rule), answer) == (points, working)


def test_a_group_brings_no_more_than_its_cap_and_says_so():
    parts = [number(points="30", key="n"), number(points="20", key="m", label="志愿")]
    group = {"type": "group", "key": "g", "label": "一组", "most": "40", "parts": parts}
    fine = {"type": "deduction", "key": "d", "label": "处罚", "help": "", "proof": "",
            "unit": "次", "points": "20", "maximum": "2"}  # fmt: skip
    rules = {"parts": [group, fine], "threshold": {"label": "去年", "points": "30.5"}}
    result = evaluate(rules, {"n": "1", "m": "1", "d": "3"}, words())
    assert [line["points"] for line in result["lines"]] == ["30", "20", "40", "−40"]
    assert result["lines"][2]["steps"] == ["合计 50 分", "这一组最多算 40 分"]
    assert result["lines"][3]["steps"] == ["3 次", "最多按 2 次算", "2 × 20 分，扣 40 分"]
    assert result["sum"] == "40 − 40 = 0"
    assert result["threshold"]["said"] == "比它少 30.5 分"


def test_a_gate_that_does_not_hold_stops_and_the_points_are_shown_all_the_same():
    gate = {"type": "gate", "key": "g", "label": "居住证", "help": "", "proof": ""}
    rules = {"parts": [gate, number(points="6")], "threshold": None}
    result = evaluate(rules, {"g": "no", "n": "2"}, words())
    assert not result["passes"]
    assert result["verdict"] == "有 1 条前提不满足，按这份规则不能申请"
    assert result["total"] == "12"
    assert evaluate(rules, {"g": "yes"}, words())["verdict"] == "前提都满足"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("", None), (" ", None), ("３．５", 350), ("　2 ", 200), ("0.07", 7), ("99999.99", 9_999_999)],
)
def test_numbers_are_read_as_people_type_them(typed, read):
    assert typed_hundredths(typed) == read


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("三", "no_number"), ("-1", "no_number"), ("1e3", "no_number"), ("1.", "no_number"),
     ("٣", "no_number"), ("1.005", "fine_number"), ("100000", "large_number")],
)  # fmt: skip
def test_what_is_no_number_is_told_apart(typed, reason):
    with pytest.raises(NotANumber, match=reason):
        typed_hundredths(typed)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_points_are_what_exact_fractions_say(data):
    rules = data.draw(rule_sets())
    answers = data.draw(answers_to(rules))
    if mistakes(rules, answers):
        return
    result = evaluate(rules, answers, words())
    assert fraction(result["total"]) == sum(worth(part, answers) for part in rules["parts"])
    assert bool(result["waiting"]) == bool(unanswered(rules, answers))
    assert len(result["gates"]) == sum(i["type"] == "gate" for i in items_of(rules))


def fraction(written: str) -> Fraction:
    return Fraction(written.replace("−", "-"))


def worth(part, answers) -> Fraction:
    """A second way to the points, by fractions and without any working."""
    if part["type"] == "group":
        inside = sum(worth(item, answers) for item in part["parts"])
        return min(inside, fraction(part["most"]))
    answer = answers.get(part["key"], "")
    if part["type"] == "gate":
        return Fraction(0)
    if part["type"] == "choice":
        found = [o["points"] for o in part["options"] if o["label"] == answer]
        return fraction(found[0]) if found else Fraction(0)
    return amount_worth(part, answer)


def amount_worth(item, answer) -> Fraction:
    if item["type"] == "deduction" and not item["unit"]:
        return -fraction(item["points"]) * (answer == "yes")
    value = Fraction(typed_hundredths(answer) or 0, 100)
    if value < fraction(item.get("minimum") or "0"):
        return Fraction(0)
    value = min(value, fraction(item["maximum"])) if item["maximum"] else value
    if item["type"] == "deduction":
        return -to_hundredths(value * fraction(item["points"]))
    portions = value / fraction(item["per"])
    whole = {"full": floor, "started": ceil, "nearest": lambda x: floor(x + HALF)}
    if item["rounding"] == "exact":
        return to_hundredths(portions * fraction(item["points"]))
    return whole[item["rounding"]](portions) * fraction(item["points"])


def to_hundredths(exact: Fraction) -> Fraction:
    return Fraction(floor(exact * 100 + HALF), 100)
