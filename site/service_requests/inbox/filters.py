"""By what the list can be narrowed down."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from service_requests.access import Staff
from service_requests.inbox.filter_choices import Choice
from service_requests.models import ServiceRequest
from service_requests.states import State

# The names are those of the queryset's own sentences.
PROGRESS = [
    ("open", _("没办完的")),
    ("untaken", _("还没人接手")),
    ("overdue", _("超期")),
    ("mine", _("我在办的")),
    ("due_today", _("今天到期")),
    ("offered", _("等我们接收的")),
]


class RequestFilterSet(WagtailFilterSet):
    progress = django_filters.ChoiceFilter(
        label=_("进展"),
        choices=PROGRESS,
        method="filter_progress",
        empty_label=_("全部"),
        widget=forms.RadioSelect,
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("状态"),
        choices=State,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,  # else all that is found is compared, column by column, to be counted
    )
    service = django_filters.ChoiceFilter(label=_("服务"))
    station = django_filters.ChoiceFilter(label=_("服务站"))
    assignee = django_filters.ChoiceFilter(label=_("经办人"))

    submitted_at = django_filters.DateFromToRangeFilter(
        label=_("提交日期"), widget=DateRangePickerWidget
    )

    class Meta:
        model = ServiceRequest
        fields = ["progress", "state", "service", "station", "assignee", "submitted_at"]

    def __init__(self, *args, by: Staff, choices: dict[str, list[Choice]], **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        for name in ("service", "station", "assignee"):
            offered = [(each.pk, each.name) for each in choices.get(name, [])]
            self.filters[name].extra["choices"] = offered

    def filter_progress(self, queryset, name, value):
        if value == "mine":
            return queryset.open().filter(assignee=self.by.user)
        if value == "offered":
            return self.by.offered(queryset)
        return getattr(queryset, value)()

    def filter_queryset(self, queryset):
        """What was set aside as spam shows only to those who ask for it."""
        queryset = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data.get("state")
        return queryset if chosen else queryset.exclude(state=State.SPAM)
