"""A service's form as plain data: one list of fields, for the static page and for the check.

Each field: key, type (text, long_text, choice, choices, date, phone, id_number, consent,
files), label, help, required, options, value ("" or a list), error (""), condition (None, or
what an earlier field must be answered with: pages.form_conditions), applies (False where it
isn't). A field of type "files" has more: pages.form_papers.
"""

from django.utils.translation import gettext as _

from pages.form_conditions import condition_of
from pages.form_field import field, options
from pages.form_papers import files_facts, tells_identity
from pages.form_people import guardian_fields, person_fields, representative_fields
from pages.publishing import Build, Facts


def form_fields(service, build: Build) -> list[Facts]:
    composed = composed_fields(service, build)
    return [
        *person_fields(service),
        *station_field(service, build),
        *composed,
        *guardian_fields(service, build),
        *representative_fields(service, build),
        *consent_fields(service, composed, build),
    ]


def station_field(service, build: Build) -> list[Facts]:
    """Which station the person would go to; the value is the station page's id."""
    stations = build.listing("pages.StationPage").cards()
    if not (service.ask_station and stations):
        return []
    named = {str(card["id"]): f"{card['title']}（{card['district']}）" for card in stations}
    choices = options({"": _("不确定，你们帮我定")} | named)
    hint = _("离住处或上班的地方近就行")
    return [
        field("station", "station", _("去哪个服务站方便"), hint, required=False, options=choices)
    ]


def composed_fields(service, build: Build) -> list[Facts]:
    fields: list[Facts] = []
    for item in build.stream(service.form_fields):
        condition = condition_of(item["value"]["shown_for"], fields)
        fields.append(composed_field(item) | {"condition": condition})
    return fields


def composed_field(item: Facts) -> Facts:
    value = item["value"]
    return field(
        f"f-{item['id'][:8]}",
        item["type"],
        value["label"],
        value["help_text"],
        required=value["required"],
        options=options(value.get("options", [])),
        **(files_facts(value) if item["type"] == "files" else {}),
    )


def consent_fields(service, composed: list[Facts], build: Build) -> list[Facts]:
    """What the person agrees to; an ID number asks for an agreement of its own, required from
    the start where everybody has to give one."""
    fields = [field("consent", "consent", build.settings.consent_text)]
    numbers = [each for each in composed if tells_identity(each)]
    if numbers:
        always = any(each["required"] and not each["condition"] for each in numbers)
        text = build.settings.id_consent_text
        photos = any(each["type"] == "files" for each in numbers)
        hint = _("证件的照片也算在内，办完以后，比别的先删掉") if photos else ""
        fields.append(field("id_consent", "consent", text, hint, required=always))
    return fields
