"""How a block shows itself in the editor's chooser: through the template that readers get."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string


class PreviewMixin:
    """Shows a block in the editor's chooser through the template that readers get."""

    # What a block shows that has no words of its own: something of this site, as stored.
    preview_of = ""  # "pages.EventPage"
    to_python: Any
    get_default: Any

    def preview_raw(self, shown):
        """The stored value that shows `shown`, the newest of `preview_of`."""
        raise NotImplementedError

    def get_preview_value(self):
        if not self.preview_of:
            return super().get_preview_value()  # type: ignore[misc]
        shown = apps.get_model(self.preview_of).objects.order_by("-pk").first()
        return self.to_python(self.preview_raw(shown)) if shown else self.get_default()

    def get_preview_template(self, value, context):
        return "blocks/preview.html"

    def get_preview_context(self, value, parent_context=None):
        return import_string(settings.BLOCK_PREVIEW)(self, value)
