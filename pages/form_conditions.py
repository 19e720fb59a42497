"""A question that is asked only for some answers to an earlier one of the same form.

Editors name the earlier question and its options in words. What the words mean is looked up
here, when a form is saved and when it is shown; a name that leads nowhere (a draft in the
making) leaves the question asked of everybody, rather than of nobody.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.publishing import Facts

DECIDING = frozenset({"choice", "choices"})


def condition_of(shown_for: Facts, earlier: list[Facts]) -> Facts | None:
    """{"key", "answers", "words"} for a composed field, from the fields before it."""
    question = deciding_field(shown_for["question"], earlier)
    if question is None:
        return None
    offered = [option["value"] for option in question["options"]]
    answers = [answer for answer in shown_for["answers"] if answer in offered]
    return condition(question["key"], question["label"], answers) if answers else None


def condition(key: str, label: str, answers: list[str], words: list[str] | None = None) -> Facts:
    """`words` are the answers as people read them, where they differ from what is sent."""
    quoted = [_("“%s”") % answer for answer in words or answers]
    return {
        "key": key,
        "answers": answers,
        "words": _("“%(question)s”选了%(answers)s才要填")
        % {"question": label.rstrip("？?"), "answers": _("或").join(quoted)},
    }


def deciding_field(label: str, earlier: list[Facts]) -> Facts | None:
    """The nearest question above with these words that offers options."""
    found = (f for f in reversed(earlier) if f["type"] in DECIDING and f["label"] == label)
    return next(found, None) if label else None


def problem_of(shown_for: Facts, earlier: list[Facts]) -> tuple[str, ValidationError] | None:
    """What an editor has to mend: which of the two inputs, and why."""
    if not shown_for["question"]:
        if shown_for["answers"]:
            return "question", ValidationError(_("写上是上面哪个问题"))
        return None
    question = deciding_field(shown_for["question"], earlier)
    if question is None:
        message = _("上面没有叫这个名字的“选一个”或“选几个”，照抄那个问题的字")
        return "question", ValidationError(message)
    offered = {option["value"] for option in question["options"]}
    unknown = [answer for answer in shown_for["answers"] if answer not in offered]
    if unknown:
        return "answers", ValidationError(_("那个问题没有“%s”这个选项") % unknown[0])
    if not shown_for["answers"]:
        return "answers", ValidationError(_("写上选了哪些才问"))
    return None
