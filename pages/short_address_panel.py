"""On a page's form: its short addresses, to print and to tell."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class ShortAddressPanel(Panel):
    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("短网址"))
        super().__init__(**kwargs)

    @property
    def clean_name(self):
        return super().clean_name or "short-addresses"

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/admin/short_addresses.html"

        def get_context_data(self, parent_context=None):
            from pages.models import ShortAddress

            rows = ShortAddress.objects.filter(page_id=self.instance.pk or 0)
            host = settings.PUBLIC_URL.partition("://")[2]
            return super().get_context_data(parent_context) | {"rows": rows, "host": host}
