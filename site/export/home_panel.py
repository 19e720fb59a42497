"""On the admin's home page, for editors: how the public site stands."""

from wagtail.admin.ui.components import Component

from export.models import Change, Pulse, Run


class PublicSitePanel(Component):
    """The last build, what it went on without, what waits, and whether the worker is there."""

    name = "public_site"
    order = 120
    template_name = "export/admin/home_panel.html"

    def get_context_data(self, parent_context):
        run = Run.objects.first()
        return {
            "run": run,
            "faults": run.faults.splitlines() if run else [],
            "waiting": Change.objects.count(),
            "worker_is_alive": Pulse.is_alive(),
        }
