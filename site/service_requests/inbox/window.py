"""窗口代录: staff file a request for somebody who stands before them.

The same form and the same rules as on the site, without its check page: whoever typed it reads
it back to the visitor. Papers are scanned later, on the request's page.
"""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from export.build import Build
from pages.models import ServicePage
from service_requests import handling
from service_requests.access import staff
from service_requests.answers import Checked, check_values, read_values
from service_requests.apply_views import Application
from service_requests.models import ServiceRequest
from service_requests.receipts import receipt_url
from service_requests.states import WORKERS
from service_requests.window_filing import file_at_window

INDEX = "service_requests:index"


class WindowView(WagtailAdminTemplateMixin, View):
    header_icon = "form"
    page_title = gettext_lazy("窗口代录")

    def dispatch(self, request, *args, **kwargs):
        if not self.staff.roles & WORKERS:
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    @cached_property
    def staff(self):
        return staff(self.request.user)

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": str(self.page_title)}
        return [*self.breadcrumbs_items, {"url": reverse(INDEX), "label": _("诉求")}, here]


class ChooseServiceView(WindowView):
    template_name = "service_requests/admin/window_services.html"

    def get(self, request) -> HttpResponse:
        services = ServicePage.objects.live().order_by("title").values_list("pk", "title")
        return self.render_to_response(self.get_context_data(services=list(services)))


@method_decorator(sensitive_post_parameters(), name="dispatch")
class FileAtWindowView(WindowView):
    template_name = "service_requests/admin/window_form.html"

    @cached_property
    def application(self) -> Application:
        build = Build()
        wanted = self.kwargs["service_pk"]
        for service in build.all(ServicePage):
            if service.pk == wanted:
                return Application(service, build)
        raise Http404

    @cached_property
    def fields(self) -> list[dict[str, Any]]:
        return [
            for_window(each, self.own_station)
            for each in self.application.fields
            if each["type"] != "files"
        ]

    @property
    def own_station(self) -> str:
        return str(min(self.staff.stations)) if len(self.staff.stations) == 1 else ""

    def get(self, request, service_pk) -> HttpResponse:
        return self.show(self.fields, str(uuid.uuid4()), mine=True)

    def post(self, request, service_pk) -> HttpResponse:
        key, mine = self.key(), "mine" in request.POST
        checked = check_values(self.fields, read_values(self.fields, request.POST))
        if not checked.is_complete:
            return self.show(checked.fields, str(key), mine, 422)
        self.store(key, checked, mine)
        return self.onward()

    def key(self) -> uuid.UUID:
        """Of this one form: sent twice, it makes one request."""
        try:
            return uuid.UUID(self.request.POST.get("key", ""))
        except ValueError:
            return uuid.uuid4()

    def store(self, key: uuid.UUID, checked: Checked, mine: bool):
        self.filed = file_at_window(self.application, key, checked, self.staff)
        if mine and self.staff.may("take", self.filed):
            handling.take(self.filed.pk, self.staff, self.filed.version)

    def onward(self) -> HttpResponse:
        slip = messages.button(receipt_url(self.filed.reference), _("打印回执"), new_window=True)
        words = _("录好了，编号 %s。把回执打印出来交给来人。") % self.filed.reference
        messages.success(self.request, words, buttons=[slip])
        seen = self.staff.visible(ServiceRequest.objects.filter(pk=self.filed.pk))
        if seen.exists():
            return redirect("service_requests:request", self.filed.pk)
        return redirect(INDEX)

    def show(self, fields, key: str, mine: bool, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            service=self.application.service,
            form_html=form_html(fields),
            key=key,
            mine=mine,
        )
        return self.render_to_response(context, status=status)


def form_html(fields: list[dict[str, Any]]) -> str:
    """The public form's own markup; Jinja has escaped what was typed."""
    facts = {"fields": fields}
    return mark_safe(render_to_string("service_requests/window_fields.html", facts, using="jinja2"))


def for_window(field: dict[str, Any], own_station: str) -> dict[str, Any]:
    """The field as staff meet it: consent is asked for aloud, the station is usually theirs."""
    if field["type"] == "consent":
        return field | {"help": _("念给来人听，来人当面同意了再勾。")}
    known = {option["value"] for option in field["options"]}
    if field["type"] == "station" and own_station in known:
        return field | {"value": own_station}
    return field
