"""The report on publishing: every build that is remembered, and what waits for the next one."""

from __future__ import annotations

import django_filters
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button

from export.editors.access import ForEditors, may_rebuild
from export.editors.named_objects import name_trigger, waiting_objects
from export.editors.troubles import trouble
from export.models import Run

TITLE = gettext_lazy("公开网站的发布")
# The names are those of the queryset's own sentences.
OUTCOMES = [("failed", gettext_lazy("没成功的")), ("full", gettext_lazy("全站的"))]


class RunFilterSet(WagtailFilterSet):
    outcome = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("只看"),
        choices=OUTCOMES,
        method="filter_outcome",
        widget=forms.CheckboxSelectMultiple,
    )
    started_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("日期"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Run
        fields = ["outcome", "started_at"]

    def filter_outcome(self, queryset, name, value):
        for outcome in value:
            queryset = getattr(queryset, outcome)()
        return queryset


class OutcomeColumn(Column):
    cell_template_name = "export/admin/outcome_cell.html"


class RunPaginator(WagtailPaginator):
    @cached_property
    def items_count_label(self):
        return ngettext("%(n)d 次发布", "%(n)d 次发布", self.count) % {"n": self.count}


def started_words(run: Run) -> str:
    return f"{timezone.localtime(run.started_at):%Y-%m-%d %H:%M:%S}"


def extent(run: Run) -> str:
    return _("全站") if run.full else _("改动的")


def seconds_words(run: Run) -> str:
    return _("%.1f 秒") % run.seconds


def done_words(run: Run) -> str:
    if run.error:
        return _("%(changes)d 处改动还等着") % vars(run)
    words = _(
        "%(changes)d 处改动，重做 %(rendered)d 页，写了 %(written)d 个文件，删了 %(removed)d 个"
    )
    return words % vars(run)


class RunReportView(ForEditors, ReportView):
    model = Run
    page_title = TITLE
    header_icon = "globe"
    filterset_class = RunFilterSet
    paginator_class = RunPaginator
    template_name = "export/admin/run_report.html"
    results_template_name = "export/admin/run_results.html"
    index_url_name = "public_site:report"
    index_results_url_name = "public_site:report_results"
    list_export = [field.name for field in Run._meta.fields if field.name != "id"]
    columns = [
        TitleColumn(
            "started_at",
            label=gettext_lazy("时间"),
            accessor=started_words,
            get_url=lambda run: reverse("public_site:run", args=[run.pk]),
        ),
        OutcomeColumn("outcome", label=gettext_lazy("结果"), accessor="error"),
        Column("full", label=gettext_lazy("范围"), accessor=extent),
        Column("done", label=gettext_lazy("做了什么"), accessor=done_words),
        Column("seconds", label=gettext_lazy("用时"), accessor=seconds_words),
    ]

    def get_filename(self):
        return f"publishing-{timezone.localdate():%Y-%m-%d}"

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons.copy()
        if may_rebuild(self.request.user):
            url = reverse("public_site:rebuild")
            buttons.append(Button(_("全部重新发布"), url=url, icon_name="rotate"))
        return buttons

    @property
    def no_results_message(self) -> str:
        return _("没有符合的记录。") if self.is_filtering else _("还没有发布过。")

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {
            "waiting": waiting_objects(self.request.user),
            "no_results_message": self.no_results_message,
        }


class RunView(ForEditors, WagtailAdminTemplateMixin, DetailView):
    """One build: what caused it, what it did, what it went on without, why it failed."""

    model = Run
    template_name = "export/admin/run.html"
    header_icon = "globe"

    def get_page_title(self):
        return started_words(self.object)

    def get_breadcrumbs_items(self):
        report = {"url": reverse("public_site:report"), "label": TITLE}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        run = self.object
        return super().get_context_data(**kwargs) | {
            "run": run,
            "trouble": trouble(run.error),
            "trigger": name_trigger(run.trigger, self.request.user),
            "numbers": self.numbers(),
        }

    def numbers(self) -> list[tuple[str, str]]:
        run = self.object
        done = _("写了 %(written)d 个，删了 %(removed)d 个，一共 %(files)d 个") % vars(run)
        rows = [
            (_("范围"), extent(run)),
            (_("用时"), seconds_words(run)),
            (_("改动"), _("%d 处") % run.changes),
            (_("重做的网页"), _("%d 页") % run.rendered),
            (_("文件"), done),
        ]
        return rows[:3] if run.error else rows
