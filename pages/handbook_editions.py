"""The editions of a handbook for its facts, and the page that lists what each has changed."""

from django.utils.translation import gettext as _

from pages.handbook_files import files_of
from pages.models.handbook_edition import HandbookEdition
from pages.publishing import Build, Facts

EDITIONS = "editions/"


def editions_of(build: Build, handbook_id: int) -> list[HandbookEdition]:
    """The newest first."""
    return [row for row in build.all(HandbookEdition) if row.handbook_id == handbook_id]


def edition_facts(build: Build, handbook_id: int) -> list[Facts]:
    """[{"number", "name", "title", "note", "frozen_on", "changes", "files"}], the newest first."""
    return [
        {
            "number": row.number,
            "name": row.name,
            "title": str(row),
            "note": row.note,
            "frozen_on": row.frozen_on,
            "changes": row.changes,
            "files": files_of(build, handbook_id, row),
        }
        for row in editions_of(build, handbook_id)
    ]


def editions_page_facts(handbook, build: Build) -> Facts:
    facts = build.facts(handbook.pk)
    return facts | {
        "kind": "handbook_editions",
        "title": _("历版和改动"),
        "seo_title": _("%(title)s：历版和改动") % {"title": handbook.title},
        "lead": _("每一版印出去时是什么样，就留成什么样。"),
        "description": "",
        "url": facts["url"] + EDITIONS,
        "breadcrumb": [*facts["breadcrumb"], {"title": handbook.title, "url": facts["url"]}],
        "short": None,
    }
