"""Rule sets and answers out of thin air, for Hypothesis: every kind of item, every limit."""

from hypothesis import strategies as st

from pages.points.evaluate import accepted, is_asked_as_choice, items_of
from pages.points.numbers import in_words

WORDS = st.text(alphabet="甲乙丙%()s\"'<\\", min_size=1, max_size=4)
POINTS = st.integers(0, 99_999).map(in_words)
AMOUNT = st.integers(1, 9_999_999).map(in_words)
SMALL = st.integers(1, 3_000).map(in_words)
LIMIT = st.one_of(st.just(""), SMALL, AMOUNT)
TYPED = st.one_of(
    SMALL,
    AMOUNT,
    st.sampled_from(["", " ", "0", "0.00", "007", "５．５", "　3 ", "12 000", "99999.99", "3.5年"]),
    st.sampled_from(["1e3", "-1", "1.", ".5", "1.005", "100000", "½", "٣", "三", "1,000", "\x1f2"]),
    st.text(max_size=5),
)


@st.composite
def items(draw, kinds=("gate", "choice", "number", "deduction")):
    kind = draw(st.sampled_from(kinds))
    item = {
        "type": kind,
        "label": draw(WORDS),
        "help": "",
        "proof": "",
        "key": draw(st.uuids()).hex,
    }
    if kind == "choice":
        labels = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
        options = [{"label": label, "points": draw(POINTS)} for label in labels]
        return item | {"options": options, "none": draw(st.booleans())}
    if kind == "number":
        rounding = draw(st.sampled_from(["full", "started", "nearest", "exact"]))
        per = draw(st.one_of(st.just("1"), SMALL))
        limits = {"minimum": draw(LIMIT), "maximum": draw(LIMIT)}
        given = {"unit": "年", "points": draw(POINTS), "per": per, "rounding": rounding}
        return item | given | limits
    if kind == "deduction":
        unit = draw(st.sampled_from(["", "次"]))
        return item | {"unit": unit, "points": draw(POINTS), "maximum": draw(LIMIT)}
    return item


@st.composite
def groups(draw):
    parts = draw(st.lists(items(kinds=("choice", "number")), min_size=1, max_size=3))
    key = draw(st.uuids()).hex
    return {"type": "group", "key": key, "label": "组", "most": draw(AMOUNT), "parts": parts}


@st.composite
def rule_sets(draw):
    parts = draw(st.lists(st.one_of(items(), groups()), max_size=6))
    past = draw(st.one_of(st.none(), POINTS))
    return {"parts": parts, "threshold": past and {"label": "去年", "points": past}}


@st.composite
def answers_to(draw, rules):
    """As a form might send them: some left out, some nonsense."""
    given = {}
    for item in items_of(rules):
        picked = st.sampled_from([*accepted(item), "", "别的"])
        answer = draw(picked if is_asked_as_choice(item) else TYPED)
        if draw(st.integers(0, 9)):
            given[item["key"]] = answer
    return given
