"""导出: from the list to a file, by way of a page that asks why."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from service_requests.access import Staff, staff
from service_requests.encryption import Unreadable
from service_requests.exports.files import MEDIA_TYPES
from service_requests.exports.forms import ExportForm
from service_requests.exports.scope import Scope
from service_requests.exports.taking_out import Wish, problem_with, take_out
from service_requests.handling import Refused
from service_requests.inbox.papers import HEADERS
from service_requests.inbox.request_page import INDEX
from service_requests.states import Role


@method_decorator(sensitive_post_parameters("reason"), name="dispatch")
class ExportView(WagtailAdminTemplateMixin, View):
    """The address is the list's, so what is exported is what was seen. The file is the answer to
    a POST only: no link or prefetch may take anything out."""

    http_method_names = ["get", "head", "post"]
    template_name = "service_requests/admin/export.html"
    header_icon = "download"
    page_title = gettext_lazy("导出")

    def dispatch(self, request, *args, **kwargs):
        if Role.SUPERVISOR not in self.staff.roles:
            raise PermissionDenied
        if not self.scope.is_valid:
            messages.error(request, _("这个筛选用不了了，什么都没有导出。在列表里重新选一下。"))
            return redirect(INDEX)
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    @cached_property
    def staff(self) -> Staff:
        return staff(self.request.user)

    @cached_property
    def scope(self) -> Scope:
        return Scope(self.request)

    def get_breadcrumbs_items(self):
        index = f"{reverse(INDEX)}?{self.scope.query}"
        here = {"url": "", "label": str(self.page_title)}
        return [*self.breadcrumbs_items, {"url": index, "label": _("诉求")}, here]

    def get(self, request) -> HttpResponse:
        return self.show(ExportForm())

    def post(self, request) -> HttpResponse:
        form = ExportForm(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        wish = Wish(scope=self.scope.words, **form.cleaned_data)
        try:
            return attachment(take_out(self.scope.found, self.staff, wish), _("诉求"), wish.format)
        except Refused:
            return self.show(form, 422)  # which says why
        except Unreadable:
            messages.error(request, _("有诉求解不开：密钥不在了，没有导出。请找系统管理员。"))
            return redirect(INDEX)

    def show(self, form: ExportForm, status: int = 200) -> HttpResponse:
        count, query = self.scope.found.count(), f"?{self.scope.query}"
        context = self.get_context_data(
            form=form,
            heading=_("导出 %d 件诉求") % count,
            scope=_("现在的筛选：%s") % self.scope.words,
            action=reverse("service_requests:export") + query,
            back=reverse(INDEX) + query,
            problem=problem_with(count),
        )
        return self.render_to_response(context, status=status)


def attachment(content: bytes, what: str, file_format: str) -> HttpResponse:
    name = f"{what}-{timezone.localtime():%Y%m%d-%H%M}.{file_format}"
    response = HttpResponse(content, content_type=MEDIA_TYPES[file_format])
    response["Content-Disposition"] = content_disposition_header(True, name)
    for header, value in HEADERS.items():
        response[header] = value
    return response
