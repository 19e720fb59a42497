"""The report on the log: who did or looked at what, and when, over all requests. No words, no
names of people who asked, and nothing to take away: for auditors, and for supervisors as far as
their requests reach."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from service_requests.access import staff
from service_requests.inbox.request_facts import event_title
from service_requests.models import RequestEvent, ServiceRequest
from service_requests.references import typed_reference
from service_requests.roles import ROLE_PERMISSIONS, roles_of
from service_requests.states import Role

TITLE = gettext_lazy("诉求的办理日志")
READERS = frozenset({Role.AUDITOR, Role.SUPERVISOR})
READING = [name for name, role in ROLE_PERMISSIONS.items() if role in READERS]


class EventFilterSet(WagtailFilterSet):
    actor_name = django_filters.CharFilter(label=gettext_lazy("谁"), lookup_expr="icontains")
    kind = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("做了什么"),
        choices=RequestEvent.Kind,
        widget=forms.CheckboxSelectMultiple,
    )
    reference = django_filters.CharFilter(label=gettext_lazy("编号"), method="filter_reference")
    at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("日期"), widget=DateRangePickerWidget
    )

    class Meta:
        model = RequestEvent
        fields = ["actor_name", "kind", "reference", "at"]

    def filter_reference(self, queryset, name, value):
        return queryset.filter(request__reference=typed_reference(value))


class EventPaginator(WagtailPaginator):
    @cached_property
    def items_count_label(self):
        return ngettext("%(n)d 条日志", "%(n)d 条日志", self.count) % {"n": self.count}


def moment(event: RequestEvent) -> str:
    return f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}"


def actor(event: RequestEvent) -> str:
    return event.actor_name or _("申请人")


class LogReportView(ReportView):
    model = RequestEvent
    page_title = TITLE
    header_icon = "history"
    filterset_class = EventFilterSet
    paginator_class = EventPaginator
    template_name = "service_requests/admin/log_report.html"
    results_template_name = "service_requests/admin/log_results.html"
    index_url_name = "requests_log"
    index_results_url_name = "requests_log_results"
    columns = [
        Column("at", label=gettext_lazy("时间"), accessor=moment),
        Column("actor", label=gettext_lazy("谁"), accessor=actor),
        Column("kind", label=gettext_lazy("做了什么"), accessor=event_title),
        TitleColumn(
            "reference",
            label=gettext_lazy("编号"),
            accessor="request.reference",
            get_url=lambda event: reverse("service_requests:request", args=[event.request_id]),
        ),
        Column(
            "service",
            label=gettext_lazy("服务"),
            accessor="request.service_title",
            classname="requests-service",
        ),
        Column("station", label=gettext_lazy("服务站"), accessor="request.station_name"),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not may_see(request.user) or "export" in request.GET:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        """Nothing that is sealed is loaded."""
        visible = staff(self.request.user).visible(ServiceRequest.objects.all())
        events = RequestEvent.objects.filter(request__in=visible.values("pk"))
        shown = ["service_title", "station_name", "reference"]
        return (
            events.select_related("request")
            .only("kind", "state", "actor_name", "at", *(f"request__{name}" for name in shown))
            .order_by("-at", "-pk")
        )

    @property
    def no_results_message(self) -> str:
        return _("没有符合的日志。") if self.is_filtering else _("还没有日志。")

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {
            "no_results_message": self.no_results_message
        }


def may_see(user) -> bool:
    return bool(roles_of(user) & READERS)


class LogMenuItem(MenuItem):
    def is_shown(self, request):
        """On every page of the admin: asks what Django keeps of a person's rights. A superuser
        has them all, and is asked for those that were given."""
        user = request.user
        granted = any(user.has_perm(f"service_requests.{name}") for name in READING)
        return granted and (not user.is_superuser or may_see(user))


urlpatterns = [
    path("reports/requests-log/", LogReportView.as_view(), name="requests_log"),
    path(
        "reports/requests-log/results/",
        LogReportView.as_view(results_only=True),
        name="requests_log_results",
    ),
]
