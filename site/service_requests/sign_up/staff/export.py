"""导出: a gathering's sign-ups as a file, by way of a page that asks why."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages

from service_requests.access import Sight
from service_requests.encryption import Unreadable
from service_requests.exports.forms import ExportForm
from service_requests.exports.taking_out import Wish
from service_requests.exports.views import attachment
from service_requests.handling import Refused
from service_requests.models import Gathering
from service_requests.sign_up.access import may_export
from service_requests.sign_up.staff.access import ForStaff
from service_requests.sign_up.staff.columns import PERSONAL, PLAIN
from service_requests.sign_up.staff.taking_out import problem_with, signed_up, take_out


class SignUpExportForm(ExportForm):
    plain_columns, personal_columns = PLAIN, PERSONAL

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["personal"].label = _("个人信息")
        self.fields["personal"].help_text = _(
            "用不着就不要勾。勾了，这一场的报名日志里会写着是你、为什么带走了什么。"
        )


@method_decorator(sensitive_post_parameters("reason"), name="dispatch")
class ExportView(ForStaff):
    """The file is the answer to a POST only: no link or prefetch may take anything out."""

    http_method_names = ["get", "head", "post"]
    template_name = "service_requests/admin/export.html"
    header_icon = "download"
    page_title = gettext_lazy("导出")

    def check_rights(self):
        self.gathering = self.gathering_at(Sight.CONTENT)
        if not may_export(self.staff, self.gathering):
            raise PermissionDenied

    @property
    def trail(self):
        return [(self.back, self.gathering.title)]

    @property
    def back(self) -> str:
        return reverse("sign_ups:gathering", args=[self.gathering.pk])

    def get(self, request, pk) -> HttpResponse:
        return self.show(SignUpExportForm())

    def post(self, request, pk) -> HttpResponse:
        form = SignUpExportForm(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        wish = Wish(scope=scope(self.gathering), **form.cleaned_data)
        try:
            content = take_out(self.gathering, self.staff, wish)
        except Refused:
            return self.show(form, 422)  # which says why
        except Unreadable:
            messages.error(request, _("有报名解不开：密钥不在了，没有导出。请找系统管理员。"))
            return redirect(self.back)
        return attachment(content, _("活动报名"), wish.format)

    def show(self, form: ExportForm, status: int = 200) -> HttpResponse:
        count = signed_up(self.gathering).count()
        context = self.get_context_data(
            form=form,
            heading=_("导出 %d 份报名") % count,
            scope=_("%s，取消了的除外") % self.gathering,
            action=reverse("sign_ups:export", args=[self.gathering.pk]),
            back=self.back,
            problem=problem_with(count),
        )
        return self.render_to_response(context, status=status)


def scope(gathering: Gathering) -> str:
    return _("活动报名：%s") % gathering
