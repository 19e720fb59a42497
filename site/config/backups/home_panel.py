"""On the admin's home page, for administrators: the nightly backup did not come about. When all is
well, or nobody asked for one, it isn't there."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from config.backups.making import newest

LONG = timedelta(hours=36)


class BackupPanel(Component):
    name = "backup"
    template_name = "config/backup_panel.html"
    order = 60

    @cached_property
    def last(self) -> datetime | None:
        """When the newest was begun, by its name."""
        found = newest(settings.BACKUP_DIR) if settings.BACKUP_DIR else None
        if found is None:
            return None
        return timezone.make_aware(datetime.strptime(found.name, "xinyu-%Y%m%d-%H%M%S"))

    @property
    def is_needed(self) -> bool:
        if settings.BACKUP_DIR is None:
            return False
        return self.last is None or timezone.now() - self.last > LONG

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"last": self.last, "place": settings.BACKUP_DIR}
