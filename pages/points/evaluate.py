"""From rules and answers to points, with the working. Pure functions over plain data.

Rules: {"parts": [part, …], "threshold": {"label", "points"} or None}; a part is an item (type
gate, choice, number or deduction) or a group of them under a cap. Numbers in rules are written
out ("2.5"), inside they are whole hundredths. Answers are strings by item key, as a form sends
them: "yes"/"no", an option's label or NONE, a number. static/js/points.js is the same in
JavaScript; tests/browser/test_points_script.py holds the two together.
"""

from collections.abc import Iterator

from pages.points.numbers import (
    MINUS,
    NotANumber,
    hundredths,
    in_words,
    round_half_up,
    typed_hundredths,
)
from pages.publishing import Facts

NONE = "none"  # the answer to a choice when none of its options is true
Answers = dict[str, str]
Words = dict[str, str]


def items_of(rules: Facts) -> Iterator[Facts]:
    for part in rules["parts"]:
        yield from part["parts"] if part["type"] == "group" else [part]


def is_asked_as_choice(item: Facts) -> bool:
    """Has to be picked; a number may stay empty, which is none."""
    return item["type"] in {"gate", "choice"} or (item["type"] == "deduction" and not item["unit"])


def accepted(item: Facts) -> list[str]:
    """The answers that an item offers to pick from."""
    if item["type"] == "choice":
        return [option["label"] for option in item["options"]] + [NONE] * item["none"]
    return ["yes", "no"]


def unanswered(rules: Facts, answers: Answers) -> list[str]:
    """The keys of what has to be picked and isn't."""
    return [
        item["key"]
        for item in items_of(rules)
        if is_asked_as_choice(item) and answers.get(item["key"]) not in accepted(item)
    ]


def mistakes(rules: Facts, answers: Answers) -> dict[str, str]:
    """By item key, the name of the sentence that tells what is wrong with a number."""
    found = {}
    for item in items_of(rules):
        if not is_asked_as_choice(item):
            try:
                typed_hundredths(answers.get(item["key"], ""))
            except NotANumber as error:
                found[item["key"]] = str(error)
    return found


def evaluate(rules: Facts, answers: Answers, words: Words) -> Facts:
    """Points and working. What isn't answered yet counts 0; numbers must be free of mistakes."""
    gates = [gate_line(item, answers, words) for item in items_of(rules) if item["type"] == "gate"]
    lines: list[Facts] = []
    total, terms = 0, []
    for part in rules["parts"]:
        if part["type"] == "gate":
            continue
        points = add_lines(part, answers, words, lines)
        total += points
        terms.append(points)
    failed = sum(gate["holds"] == "no" for gate in gates)
    waiting = len(unanswered(rules, answers))
    return {
        "gates": gates,
        "passes": not failed,
        "verdict": verdict(gates, failed, words),
        "waiting": words["waits"] % {"count": str(waiting)} if waiting else "",
        "lines": lines,
        "total": in_words(total),
        "sum": sum_in_words(terms, total),
        "threshold": threshold(rules["threshold"], total, words),
    }


def gate_line(item: Facts, answers: Answers, words: Words) -> Facts:
    answer = answers.get(item["key"])
    holds = answer if answer in {"yes", "no"} else ""
    said = {"yes": "holds", "no": "fails", "": "unanswered"}[holds]
    return {"key": item["key"], "label": item["label"], "holds": holds, "said": words[said]}


def verdict(gates: list[Facts], failed: int, words: Words) -> str:
    """Empty while a gate is still open, or where there is none."""
    if failed:
        return words["stops"] % {"count": str(failed)}
    return words["passes"] if gates and all(gate["holds"] for gate in gates) else ""


def add_lines(part: Facts, answers: Answers, words: Words, lines: list[Facts]) -> int:
    """Append the lines of a part; the hundredths that it brings."""
    if part["type"] != "group":
        steps, points = work_out(part, answers.get(part["key"], ""), words)
        lines.append(line(part, steps, points))
        return points
    total = 0
    for item in part["parts"]:
        steps, points = work_out(item, answers.get(item["key"], ""), words)
        lines.append(line(item, steps, points) | {"place": "inside"})
        total += points
    most = hundredths(part["most"])
    told = "capped" if total > most else "within"
    steps = [words["sum"] % {"points": in_words(total)}, words[told] % {"most": part["most"]}]
    lines.append(line(part, steps, min(total, most)) | {"place": "cap"})
    return min(total, most)


def line(part: Facts, steps: list[str], points: int) -> Facts:
    """`place`: "inside" a group, the "cap" under it, or "" for what stands by itself."""
    return {
        "key": part["key"],
        "label": part["label"],
        "steps": steps,
        "points": in_words(points),
        "place": "",
    }


def work_out(item: Facts, answer: str, words: Words) -> tuple[list[str], int]:
    rule = {"choice": work_out_choice, "number": work_out_number, "deduction": work_out_deduction}
    return rule[item["type"]](item, answer, words)


def work_out_choice(item: Facts, answer: str, words: Words) -> tuple[list[str], int]:
    for option in item["options"]:
        if option["label"] == answer:
            return [words["chosen"] % {"option": answer}], hundredths(option["points"])
    none = answer == NONE and item["none"]
    return [words["none_of_them" if none else "unanswered"]], 0


def work_out_number(item: Facts, answer: str, words: Words) -> tuple[list[str], int]:
    value = typed_hundredths(answer)
    unit = item["unit"]
    if not value:
        return [words["none"]], 0
    steps = [words["amount"] % {"amount": in_words(value), "unit": unit}]
    if item["minimum"] and value < hundredths(item["minimum"]):
        too_little = words["too_little"] % {"minimum": item["minimum"], "unit": unit}
        return [*steps, too_little], 0
    if item["maximum"] and value > hundredths(item["maximum"]):
        value = hundredths(item["maximum"])
        steps.append(words["at_most"] % {"maximum": item["maximum"], "unit": unit})
    count_steps, points = counted(item, value, words)
    return steps + count_steps, points


def counted(item: Facts, value: int, words: Words) -> tuple[list[str], int]:
    """The steps from an amount to its points: by whole portions, or by the share exactly."""
    per, each = hundredths(item["per"]), hundredths(item["points"])
    if item["rounding"] == "exact":
        return share(item, value, words)
    count = {
        "full": value // per,
        "nearest": round_half_up(value, per),
        "started": -(-value // per),
    }[item["rounding"]]
    given = {"per": item["per"], "unit": item["unit"], "count": str(count)}
    steps = [] if per == 100 and value % 100 == 0 else [words[item["rounding"]] % given]
    shown = {"count": str(count), "each": item["points"], "points": in_words(count * each)}
    return [*steps, words["product"] % shown], count * each


def share(item: Facts, value: int, words: Words) -> tuple[list[str], int]:
    per, each = hundredths(item["per"]), hundredths(item["points"])
    points = round_half_up(value * each, per)
    shown = {
        "amount": in_words(value),
        "count": in_words(value),
        "per": item["per"],
        "each": item["points"],
        "points": in_words(points),
    }
    steps = [words["product" if per == 100 else "share"] % shown]
    return steps + [words["rounded"]] * (value * each % per != 0), points


def work_out_deduction(item: Facts, answer: str, words: Words) -> tuple[list[str], int]:
    each = hundredths(item["points"])
    if not item["unit"]:
        if answer == "yes":
            return [words["deducted_once"] % {"points": item["points"]}], -each
        return [words["none" if answer == "no" else "unanswered"]], 0
    value = typed_hundredths(answer)
    if not value:
        return [words["none"]], 0
    steps = [words["amount"] % {"amount": in_words(value), "unit": item["unit"]}]
    if item["maximum"] and value > hundredths(item["maximum"]):
        value = hundredths(item["maximum"])
        steps.append(words["at_most"] % {"maximum": item["maximum"], "unit": item["unit"]})
    points = round_half_up(value * each, 100)
    shown = {"count": in_words(value), "each": item["points"], "points": in_words(points)}
    steps.append(words["deducted"] % shown)
    return steps + [words["rounded"]] * (value * each % 100 != 0), -points


def sum_in_words(terms: list[int], total: int) -> str:
    """ "30 + 60 − 20 = 70", from hundredths."""
    written = ""
    for term in terms:
        sign = MINUS if term < 0 else "+"
        written += f" {sign} {in_words(abs(term))}" if written else in_words(term)
    return f"{written} = {in_words(total)}" if written else in_words(total)


def threshold(past: Facts | None, total: int, words: Words) -> Facts | None:
    """How the total stands to a threshold of the past."""
    if past is None:
        return None
    gap = total - hundredths(past["points"])
    told = "above" if gap > 0 else "below" if gap < 0 else "equal"
    return past | {"said": words[told] % {"gap": in_words(abs(gap))}}
