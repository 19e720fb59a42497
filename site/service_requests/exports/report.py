"""The report on exports: who took which requests out, when and why. For auditors and for those
who supervise the whole centre; who supervises some stations sees their own exports."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from service_requests.access import staff
from service_requests.encryption import Unreadable, unseal
from service_requests.exports.columns import COLUMNS
from service_requests.fields import ciphertext
from service_requests.inbox.log_report import may_see
from service_requests.models import RequestExport
from service_requests.sign_up.staff.columns import COLUMNS as OF_SIGN_UPS
from service_requests.states import Role

TITLE = gettext_lazy("诉求的导出记录")


class ExportFilterSet(WagtailFilterSet):
    actor_name = django_filters.CharFilter(label=gettext_lazy("谁"), lookup_expr="icontains")
    personal = django_filters.BooleanFilter(
        label=gettext_lazy("带申请人的信息"), method="filter_personal"
    )
    at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("日期"), widget=DateRangePickerWidget
    )

    class Meta:
        model = RequestExport
        fields = ["actor_name", "at"]

    def filter_personal(self, queryset, name, value):
        without = {"personal_count": 0}
        return queryset.exclude(**without) if value else queryset.filter(**without)


class ExportPaginator(WagtailPaginator):
    @cached_property
    def items_count_label(self):
        return ngettext("%(n)d 次导出", "%(n)d 次导出", self.count) % {"n": self.count}


def opened(stored: str) -> str:
    """One that can't be opened hides none of the others."""
    try:
        return unseal(stored)
    except Unreadable:
        return _("（解不开：密钥不在了）")


def moment(record: RequestExport) -> str:
    return f"{timezone.localtime(record.at):%Y-%m-%d %H:%M}"


def column_words(record: RequestExport) -> str:
    columns = COLUMNS if record.gathering_number is None else OF_SIGN_UPS
    known = (columns[name].label for name in record.columns if name in columns)
    return "、".join(str(label) for label in known)


def count_words(record: RequestExport) -> str:
    if record.gathering_number is not None:
        words = _("%d 份报名，带个人信息") if record.personal_count else _("%d 份报名")
        return words % record.count
    if not record.personal_count:
        return _("%d 件") % record.count
    counts = {"count": record.count, "personal": record.personal_count}
    return _("%(count)d 件，%(personal)d 件带申请人的信息") % counts


class ExportReportView(ReportView):
    model = RequestExport
    page_title = TITLE
    header_icon = "download"
    filterset_class = ExportFilterSet
    paginator_class = ExportPaginator
    template_name = "service_requests/admin/export_report.html"
    results_template_name = "service_requests/admin/export_report_results.html"
    index_url_name = "request_exports"
    index_results_url_name = "request_exports_results"
    columns = [
        Column("number", label=gettext_lazy("第几次"), accessor="pk"),
        Column("at", label=gettext_lazy("时间"), accessor=moment),
        Column("actor", label=gettext_lazy("谁"), accessor="actor_name"),
        Column(
            "reason",
            label=gettext_lazy("为什么"),
            accessor=lambda record: opened(record.sealed_reason),
        ),
        Column(
            "scope",
            label=gettext_lazy("哪些诉求"),
            accessor=lambda record: opened(record.sealed_scope),
        ),
        Column("count", label=gettext_lazy("几件"), accessor=count_words),
        Column("columns", label=gettext_lazy("哪几列"), accessor=column_words),
        Column("format", label=gettext_lazy("格式"), accessor=lambda record: record.format.upper()),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not may_see(request.user) or "export" in request.GET:
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def get_base_queryset(self):
        person, records = staff(self.request.user), RequestExport.objects.order_by("-at", "-pk")
        if not person.everywhere and Role.AUDITOR not in person.roles:
            records = records.filter(actor=person.user)
        sealed = {f"sealed_{name}": ciphertext(name) for name in ("reason", "scope")}
        return records.defer("reason", "scope").annotate(**sealed)

    @property
    def no_results_message(self) -> str:
        return _("没有符合的导出。") if self.is_filtering else _("还没有人导出过。")

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {
            "no_results_message": self.no_results_message
        }


urlpatterns = [
    path("reports/requests-exports/", ExportReportView.as_view(), name="request_exports"),
    path(
        "reports/requests-exports/results/",
        ExportReportView.as_view(results_only=True),
        name="request_exports_results",
    ),
]
