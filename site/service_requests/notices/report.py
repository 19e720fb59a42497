"""The report on notices: what wasn't delivered and why, what waits, what went out."""

from __future__ import annotations

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Case, Value, When
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from service_requests.models import Delivery, Registration, ServiceRequest
from service_requests.notices.access import ForLookers
from service_requests.notices.lines import lines
from service_requests.notices.robots import robots
from service_requests.notices.wording import (
    EVENTS,
    OVERDUE,
    SIGN_UP_NEWS,
    SOMETHING,
    to_whom,
)

TITLE = gettext_lazy("诉求通知")
State, Route = Delivery.State, Delivery.Route
FIRST = [State.DEAD, State.SENDING, State.WAITING]
PAGES: dict[type[ServiceRequest] | type[Registration], str] = {
    ServiceRequest: "service_requests:request",
    Registration: "sign_ups:person",
}


class DeliveryFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("状态"), choices=State, widget=forms.CheckboxSelectMultiple
    )
    route = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("方式"), choices=Route, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Delivery
        fields = ["state", "route"]


class DeliveryPaginator(WagtailPaginator):
    @cached_property
    def items_count_label(self):
        return ngettext("%(n)d 条通知", "%(n)d 条通知", self.count) % {"n": self.count}


class StateColumn(Column):
    cell_template_name = "service_requests/notices/state_cell.html"


class StepsColumn(Column):
    cell_template_name = "service_requests/notices/steps_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(context["request"])}


def about(delivery: Delivery) -> str:
    count = len(delivery.references)
    return delivery.reference or ngettext("%(n)d 件超期", "%(n)d 件超期", count) % {"n": count}


def subject_url(delivery) -> str | None:
    return delivery.subject_url


def what_happened(delivery: Delivery) -> str:
    event = delivery.message.payload["event"]
    if event == OVERDUE:
        return _("超期提醒")
    if event in SIGN_UP_NEWS:
        return str(SIGN_UP_NEWS[event])
    return str(_("有新进展") if delivery.route == Route.SMS else EVENTS.get(event, SOMETHING))


def created_words(delivery: Delivery) -> str:
    return f"{timezone.localtime(delivery.created_at):%Y-%m-%d %H:%M}"


class NoticeReportView(ForLookers, ReportView):
    model = Delivery
    page_title = TITLE
    header_icon = "mail"
    filterset_class = DeliveryFilterSet
    paginator_class = DeliveryPaginator
    template_name = "service_requests/notices/report.html"
    results_template_name = "service_requests/notices/results.html"
    index_url_name = "notices:report"
    index_results_url_name = "notices:report_results"
    columns = [
        TitleColumn("about", label=gettext_lazy("编号"), accessor=about, get_url=subject_url),
        Column("what", label=gettext_lazy("什么事"), accessor=what_happened),
        Column("to", label=gettext_lazy("给谁"), accessor="addressee"),
        StateColumn("state", label=gettext_lazy("状态"), accessor="get_state_display"),
        Column("created_at", label=gettext_lazy("时间"), accessor=created_words),
        StepsColumn("steps", label=gettext_lazy("处理"), accessor="pk"),
    ]

    def get_queryset(self):
        """What asks for somebody first, then the newest."""
        order = Case(
            *(When(state=state, then=Value(place)) for place, state in enumerate(FIRST)),
            default=Value(len(FIRST)),
        )
        return self.deliveries.select_related("message").order_by(order, "-pk")

    def decorate_paginated_queryset(self, object_list):
        """Names and addresses for all rows of the page, in three questions."""
        rows = list(object_list)
        urls = subject_urls({row.reference for row in rows})
        ids = {int(row.place) for row in rows if row.route == Route.MAIL}
        users = get_user_model().objects.in_bulk(ids)
        named = {robot.mark: robot.name for robot in robots()}
        for row in rows:
            row.subject_url = urls.get(row.reference)
            row.addressee = addressee(row, users, named)
        return rows

    @property
    def no_results_message(self) -> str:
        return _("没有符合的通知。") if self.is_filtering else _("还没有通知。")

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {
            "lines": lines(),
            "dead": self.deliveries.dead().count(),
            "no_results_message": self.no_results_message,
        }


def subject_urls(references: set[str]) -> dict[str, str]:
    """The page of each request and sign-up, by its reference."""
    return {
        reference: reverse(address, args=[pk])
        for model, address in PAGES.items()
        for reference, pk in model.objects.filter(reference__in=references).values_list(
            "reference", "pk"
        )
    }


def addressee(delivery: Delivery, users: dict, named: dict[str, str]) -> str:
    if delivery.route == Route.SMS:
        signed_up = delivery.message.payload["event"] in SIGN_UP_NEWS
        return _("%s（短信）") % (_("报名的人") if signed_up else to_whom(delivery.place))
    if delivery.route == Route.WEBHOOK:
        return _("%s（群）") % named.get(delivery.place, _("已经撤了的机器人"))
    user = users.get(int(delivery.place))
    name = (user.get_full_name() or user.get_username()) if user else _("已经删了的账号")
    return _("%s（邮件）") % name
