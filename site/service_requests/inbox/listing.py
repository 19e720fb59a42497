"""The list: which request, what about, how far, until when, with whom. Nothing personal."""

import re

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from service_requests.access import Staff, staff
from service_requests.inbox.due import due_facts
from service_requests.inbox.filter_choices import Choice, filter_choices
from service_requests.inbox.filters import RequestFilterSet
from service_requests.inbox.keys import ON_THE_LIST, keys_button
from service_requests.inbox.same_phone import others_of_same_phone, with_same_phone
from service_requests.inbox.saved_filters import filter_query, saved_filters
from service_requests.inbox.search import SearchForm
from service_requests.models import ServiceRequest
from service_requests.references import LENGTH, typed_reference
from service_requests.states import WORKERS, Role
from service_requests.working_days import load_calendar

DIGEST = re.compile("[0-9a-f]{64}")


class ReferenceColumn(TitleColumn):
    cell_template_name = "service_requests/admin/reference_cell.html"


class StateColumn(Column):
    cell_template_name = "service_requests/admin/state_cell.html"


class DueColumn(Column):
    cell_template_name = "service_requests/admin/due_cell.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.calendar = load_calendar()

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"due": due_facts(instance, timezone.localdate(), self.calendar)}


def assignee_name(request: ServiceRequest) -> str:
    user = request.assignee
    return (user.get_full_name() or user.get_username()) if user else _("还没人接手")


def submitted_words(request: ServiceRequest) -> str:
    return timezone.localtime(request.submitted_at).strftime("%Y-%m-%d %H:%M")


class ChosenColumn(Column):
    """A box per row, for what is done with several at once. It names the version that was seen."""

    header_template_name = "service_requests/admin/chosen_header.html"
    cell_template_name = "service_requests/admin/chosen_cell.html"


class SamePhoneColumn(Column):
    """How many others came from the same phone, as a way to them. No number is shown."""

    cell_template_name = "service_requests/admin/same_phone_cell.html"

    def __init__(self, by: Staff, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"others": others_of_same_phone(instance, self.by)}


class RequestPaginator(WagtailPaginator):
    @cached_property
    def items_count_label(self):
        return ngettext("%(n)d 件诉求", "%(n)d 件诉求", self.count) % {"n": self.count}


class RequestIndexView(IndexView):
    any_permission_required = ["view"]
    paginator_class = RequestPaginator
    filterset_class = RequestFilterSet
    results_template_name = "service_requests/admin/list_results.html"
    is_searchable = True
    show_other_searches = False

    def setup(self, request, *args, **kwargs):
        """Files are the affair of exports.views, which asks why."""
        super().setup(request, *args, **kwargs)
        self.is_export = False

    @cached_property
    def columns(self):
        """For one answer: some know what no cell should have to look up."""
        chosen = [ChosenColumn("chosen")] if self.staff.roles & WORKERS else []
        return [
            *chosen,
            ReferenceColumn(
                "reference",
                label=_("编号"),
                sort_key="reference",
                get_url=lambda request: reverse("service_requests:request", args=[request.pk]),
            ),
            Column("service_title", label=_("服务"), classname="requests-service"),
            Column("station_name", label=_("服务站")),
            StateColumn("get_state_display", label=_("状态"), sort_key="state"),
            Column(
                "submitted_at",
                label=_("提交"),
                accessor=submitted_words,
                sort_key="submitted_at",
            ),
            DueColumn("due_on", label=_("期限"), sort_key="due_on"),
            Column("assignee", label=_("经办人"), accessor=assignee_name),
            SamePhoneColumn(self.staff, "same_phone", label=_("同号")),
        ]

    @cached_property
    def staff(self):
        return staff(self.request.user)

    def get_base_queryset(self):
        return self.staff.visible(ServiceRequest.objects.without_content())

    def order_queryset(self, queryset):
        """What is open comes first, the nearest limit on top; then the rest, newest first."""
        if self.ordering:
            return queryset.order_by(self.ordering, "-pk")
        return queryset.order_by("sort_on", "-submitted_at", "-pk")

    def paginate_queryset(self, queryset, page_size):
        """Only numbers are sorted; what stands in the rows is looked up for this page alone."""
        paginator, page, numbers, _more = super().paginate_queryset(queryset, page_size)
        rows = ServiceRequest.objects.without_content().filter(pk__in=numbers.values("pk"))
        shown = with_same_phone(rows.select_related("assignee"), self.staff)
        page.object_list = self.order_queryset(shown)
        return paginator, page, page.object_list, _more

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"by": self.staff, "choices": self.choices}

    @cached_property
    def choices(self) -> dict[str, list[Choice]]:
        return filter_choices(self.request.user)

    def get_add_url(self):
        """Nobody adds a request here, not even a superuser, whom Wagtail would offer it."""

    def get_search_form(self):
        return SearchForm(initial={"wanted": self.search_query})

    @cached_property
    def search_query(self) -> str:
        return typed_reference(self.request.GET.get(self.search_kwarg, ""))

    @cached_property
    def person(self) -> str:
        """The digest of a phone number that SearchView put into the address."""
        given = self.request.GET.get("person", "")
        return given if DIGEST.fullmatch(given) else ""

    @cached_property
    def is_searching(self):
        return bool(self.search_query or self.person)

    def search_queryset(self, queryset):
        """By part of a reference, or by a person among the requests that one may read."""
        if self.person:
            return self.staff.readable(queryset).filter(phone_lookup=self.person)
        if not self.search_query:
            return queryset  # containing nothing is true of all, but reads each row
        if len(self.search_query) == LENGTH:  # a whole one: an index finds it
            return queryset.filter(reference=self.search_query)
        return queryset.filter(reference__contains=self.search_query)

    @cached_property
    def header_buttons(self):
        if not self.staff.roles & WORKERS:
            return [keys_button()]
        mine = f"{self.index_url}?progress=mine"
        window = reverse("service_requests:window")
        return [
            HeaderButton(_("我在办的"), url=mine, icon_name="user"),
            HeaderButton(_("窗口代录"), url=window, icon_name="form"),
            *self.export_buttons,
            keys_button(),
        ]

    @property
    def export_buttons(self):
        """For what is listed now: Wagtail draws them anew with each change of the filter."""
        if Role.SUPERVISOR not in self.staff.roles:
            return []
        export = f"{reverse('service_requests:export')}?{self.request.GET.urlencode()}"
        return [HeaderButton(_("导出"), url=export, icon_name="download", priority=1100)]

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {
            "may_choose": bool(self.staff.roles & WORKERS),
            "saved_filters": saved_filters(self.choices.get("saved", [])),
            "keys": ON_THE_LIST,
            "filter_to_save": filter_query(self.request.GET),
            "searched": {self.search_kwarg: self.search_query, "person": self.person},
            "no_results_message": _("没有符合的诉求。")
            if self.is_searching or self.is_filtering
            else _("收件箱是空的。"),
        }
