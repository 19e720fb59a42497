"""One field of a form as plain data; `pages.form_facts` says what it holds."""

from pages.publishing import Facts

AUTOCOMPLETE = {"name": "name", "phone": "tel"}  # tokens of HTML's autocomplete


def field(key: str, kind: str, label: str, help: str = "", **more) -> Facts:
    empty: list | str = [] if kind in {"choices", "files"} else ""
    return {
        "key": key,
        "type": kind,
        "label": label,
        "help": help,
        "required": True,
        "options": [],
        "autocomplete": AUTOCOMPLETE.get(key, ""),
        "value": empty,
        "error": "",
        "condition": None,
        "applies": True,
    } | more


def options(labels: dict[str, str] | list[str]) -> list[Facts]:
    """From labels by value, or from labels that are their own value."""
    pairs = labels.items() if isinstance(labels, dict) else zip(labels, labels, strict=True)
    return [{"value": value, "label": label} for value, label in pairs]
