"""On the admin's home page, for editors: how the public site stands."""

from django.middleware.csrf import get_token
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component

from export.editors.access import ForEditors, may_rebuild
from export.editors.site_state import read_site_state


def site_facts(request) -> dict:
    return {
        "state": read_site_state(),
        "may_rebuild": may_rebuild(request.user),
        "csrf_token": get_token(request),
    }


class PublicSitePanel(Component):
    """The last build, what it went on without, what waits, and whether the worker is there."""

    name = "public_site"
    order = 120
    template_name = "export/admin/home_panel.html"

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        return site_facts(self.request)

    class Media:
        css = {"all": ["export/publishing.css"]}


class SiteStateView(ForEditors, TemplateView):
    """The panel's inside alone: what the panel asks for while something moves."""

    template_name = "export/admin/site_state.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | site_facts(self.request)
