"""What an editor can ask the worker for: to try again now, or to make the whole site anew."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from export.editors.access import ForRebuilders
from export.editors.run_report import TITLE
from export.editors.site_state import read_site_state
from export.models import Change, Run

HOME = "wagtailadmin_home"


def note(action: str):
    """In the audit log, under Run: who may ask for a rebuild may read who did."""
    log(Run.objects.first() or Run(pk=0), action, title=_("公开网站"))


class RetryView(ForRebuilders):
    http_method_names = ["post"]

    def post(self, request):
        Change.ask_to_retry()
        note("export.retry")
        messages.success(request, _("马上再试一次。"))
        return redirect(HOME)


class RebuildView(ForRebuilders, WagtailAdminTemplateMixin, TemplateView):
    """Asks first: says what it does, and how long it took the last time."""

    template_name = "export/admin/confirm_rebuild.html"
    header_icon = "rotate"
    page_title = _("全部重新发布")

    def get_breadcrumbs_items(self):
        report = {"url": reverse("public_site:report"), "label": TITLE}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        last_full = Run.objects.succeeded().full().first()
        return super().get_context_data(**kwargs) | {
            "last_full": last_full,
            "state": read_site_state(),
        }

    def post(self, request):
        if read_site_state().rebuild_is_asked:
            messages.info(request, _("已经安排了，不用再点。"))
            return redirect(HOME)
        Change.ask_for_rebuild()
        note("export.rebuild")
        messages.success(request, _("安排好了，全站马上重新发布。"))
        return redirect(HOME)
