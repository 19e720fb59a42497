"""The page of one request, and what its steps share: the permission, the person, the answer."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from service_requests.access import Staff, staff
from service_requests.encryption import Unreadable
from service_requests.handling import record_reading
from service_requests.inbox.hold_facts import hold_facts
from service_requests.inbox.keys import ON_A_REQUEST, keys_button
from service_requests.inbox.request_facts import request_facts
from service_requests.models import ServiceRequest
from service_requests.notices.undelivered import undelivered_sms

INDEX = "service_requests:index"
LONGEST = 4000  # characters that staff may write at once


class RequestView(WagtailAdminTemplateMixin, View):
    template_name = "service_requests/admin/request.html"
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("service_requests.view_servicerequest"):
            raise PermissionDenied
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Unreadable:
            messages.error(request, _("这条诉求解不开：密钥不在了，请找系统管理员。"))
            return redirect(INDEX)
        response["Cache-Control"] = "no-store"
        return response

    @cached_property
    def staff(self) -> Staff:
        return staff(self.request.user)

    @cached_property
    def object(self) -> ServiceRequest:
        """With its content: only for showing. Steps load the row they lock themselves. What one
        may not see isn't there."""
        found = self.staff.visible(ServiceRequest.objects.select_related("assignee"))
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @property
    def header_buttons(self):
        back = HeaderButton(
            _("回到列表"), url=reverse(INDEX), icon_name="arrow-left", attrs={"data-key": "u"}
        )
        return [back, keys_button()]

    def get_page_title(self):
        return _("诉求 %s") % self.object.reference

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": self.object.reference}
        return [*self.breadcrumbs_items, {"url": reverse(INDEX), "label": _("诉求")}, here]

    def show(self, status: int = 200, revealed: str = "", **more) -> HttpResponse:
        """The page as it is now. `more`: problem (why a step was refused), changes (what others
        did meanwhile), typed (words not to be lost, by the form they were typed in)."""
        context = {"problem": "", "changes": [], "typed": {}, "longest": LONGEST} | more
        context["keys"] = ON_A_REQUEST
        context["item"] = request_facts(self.object, self.staff, revealed)
        context["undelivered"] = undelivered_sms(self.object, self.staff)
        context["hold"] = hold_facts(self.object, self.staff)
        # Rendered at once, so that a value that can't be unsealed is met inside dispatch.
        return self.render_to_response(self.get_context_data(**context), status=status).render()


class RequestPageView(RequestView):
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        record_reading(self.object, self.staff)
        return self.show()
