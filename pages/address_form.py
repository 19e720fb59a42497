"""Keeps a page from an address that something else answers."""

import re

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class AddressForm(WagtailAdminPageForm):
    """Refuses a slug that the application or a list of the parent has taken."""

    def clean(self):
        cleaned = super().clean()
        slug = cleaned.get("slug")
        if slug and self.is_taken(slug):
            self.add_error("slug", _("这个地址已经有别的用处，换一个"))
        return cleaned

    def is_taken(self, slug: str) -> bool:
        parent = self.parent_page.specific
        if parent.depth == 2:
            return slug in import_string(settings.TAKEN_SEGMENTS)()
        lists = getattr(parent, "list_addresses", "")
        return bool(lists and re.fullmatch(lists, slug))
