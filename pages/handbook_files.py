"""The files of a handbook: for its facts, and on its form in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from pages.handbook_files_state import files_state
from pages.models.handbook_edition import HandbookEdition
from pages.models.handbook_file import HandbookFile
from pages.publishing import Build, Facts


def files_of(build: Build, handbook_id: int, edition: HandbookEdition | None = None) -> list[Facts]:
    """[{"kind", "type", "label", "url", "size", "pages", "made_on"}] of the files that are there:
    those made from what the site says now, or an edition's."""
    address = build.url(handbook_id) + (edition.folder if edition else "")
    wanted = (handbook_id, edition.pk if edition else None)
    rows = [row for row in build.all(HandbookFile) if (row.handbook_id, row.edition_id) == wanted]
    return [
        {
            "kind": row.kind,
            "type": row.type,
            "label": row.get_kind_display(),
            "url": build.stored(address + row.public_name, row.name),
            "size": row.size,
            "pages": row.pages,
            "made_on": row.made_on,
        }
        for row in rows
        if row.name
    ]


class HandbookFilesPanel(Panel):
    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("可以带走的文件"))
        super().__init__(**kwargs)

    @property
    def clean_name(self):
        return super().clean_name or "handbook-files"

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/admin/handbook_files.html"

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | files_state(self.instance)
