"""What to bring, in one list for everybody or in one for each scenario.

A material names the scenarios that it is for, in the words of the guide's scenarios; one that
names none is for all. A name that leads nowhere (the form refuses it; an old one may be there)
leaves the material asked of everybody, rather than of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError

from pages.publishing import Facts

FORMS = {
    "original": gettext_lazy("原件"),
    "copy": gettext_lazy("复印件"),
    "both": gettext_lazy("原件和复印件"),
    "either": gettext_lazy("原件或复印件"),
}


def bring_lists(materials: list[Facts], scenarios: list[Facts]) -> list[Facts]:
    """[{"scenario", "anchor", "materials"}] in the scenarios' order; [] where all bring the
    same."""
    names = [scenario["name"] for scenario in scenarios]
    if not any(set(material["scenarios"]) & set(names) for material in materials):
        return []
    return [
        {
            "scenario": name,
            "anchor": f"bring-{number}",
            "materials": [each for each in materials if is_for(each, name, names)],
        }
        for number, name in enumerate(names, start=1)
    ]


def detail(material: Facts) -> str:
    """All that is said of a material besides its name, in one line."""
    several = (material["quantity"] or 1) > 1
    parts = [
        str(FORMS.get(material["form"], "")),
        _("%d 份") % material["quantity"] if several else "",
        _("%s出具") % material["issuer"] if material["issuer"] else "",
        (material["note"] or "").strip("。"),
        _("有电子证照可以免交") if material["electronic"] else "",
    ]
    return "，".join(filter(None, parts))


def only_for(material: Facts) -> str:
    """Who has to bring it, where it isn't everybody."""
    names = "、".join(material["scenarios"])
    return _("只有这些情形才要：%s") % names if names else ""


def is_for(material: Facts, name: str, names: list[str]) -> bool:
    wanted = set(material["scenarios"]) & set(names)
    return not wanted or name in wanted


def unknown_scenarios(materials: Iterable, names: set[str]) -> StreamBlockValidationError | None:
    """What an editor has to mend, at the very names; `materials` are a stream's blocks."""
    errors = {}
    for place, material in enumerate(materials):
        wrong = {
            number: ValidationError(not_there(name))
            for number, name in enumerate(material.value["scenarios"])
            if name not in names
        }
        if wrong:
            error = ListBlockValidationError(block_errors=wrong)
            errors[place] = StructBlockValidationError({"scenarios": error})
    return StreamBlockValidationError(block_errors=errors) if errors else None


def not_there(name: str) -> str:
    return _("“谁能办”的“情形”里没有“%s”，照抄那里的字，或者先去那里加上") % name
