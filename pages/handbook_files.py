"""The files of a handbook: for its facts, and on its form in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from pages.models.handbook_file import HandbookFile
from pages.publishing import Build, Facts


def file_facts(build: Build, handbook_id: int) -> list[Facts]:
    """[{"kind", "type", "label", "url", "size", "pages", "made_on"}] of those that are there."""
    address = build.url(handbook_id)
    rows = [row for row in build.all(HandbookFile) if row.handbook_id == handbook_id and row.name]
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
            rows = HandbookFile.objects.filter(handbook_id=self.instance.pk or 0)
            address = self.instance.url if self.instance.pk else ""
            return super().get_context_data(parent_context) | {"rows": rows, "address": address}
