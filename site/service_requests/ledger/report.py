"""The report: one period, all of it or one station, on screen and on paper."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from service_requests.access import Staff, staff
from service_requests.exports.files import MEDIA_TYPES
from service_requests.inbox.log_report import READERS
from service_requests.ledger.periods import Kind, Period, period_named, period_of
from service_requests.ledger.publish_view import PublishLedgerView
from service_requests.ledger.reading import (
    Book,
    changed_since,
    key,
    months_before,
    name_of,
    open_book,
)
from service_requests.ledger.workbook import as_workbook
from service_requests.models import Ledger
from service_requests.states import Role

TITLE = gettext_lazy("服务台账")
NOWHERE = "none"  # in an address: what has no station


def sees_everything(person: Staff) -> bool:
    return person.everywhere or Role.AUDITOR in person.roles


class LedgerView(WagtailAdminTemplateMixin, TemplateView):
    """?period=2026-11&station=3; without them the month that runs, and all that one may see."""

    page_title = TITLE
    header_icon = "table"
    template_name = "service_requests/admin/ledger.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.staff.roles & READERS:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def staff(self) -> Staff:
        return staff(self.request.user)

    @cached_property
    def period(self) -> Period:
        """Raises Http404 for one that means nothing or has not begun."""
        code = self.request.GET.get("period")
        today = timezone.localdate()
        found = period_named(code) if code else period_of(Kind.MONTH, today)
        if found is None or found.first > today:
            raise Http404
        return found

    @cached_property
    def book(self) -> Book:
        return open_book(self.period)

    @cached_property
    def stations(self) -> dict[str, tuple[Any, str]]:
        """{how it is called in the address: (key, name)} of those to be looked at one by one."""
        terms = self.book.terms("station")
        if not sees_everything(self.staff):
            terms = [term for term in terms if term[0] in self.staff.stations]
        return {str(key(term)) or NOWHERE: (key(term), name_of("station", term)) for term in terms}

    @cached_property
    def chosen(self) -> str:
        """Of `stations`, the one that is looked at; "" for all together, or none of them."""
        typed = self.request.GET.get("station", "")
        usual = "" if sees_everything(self.staff) else next(iter(self.stations), "")
        return typed if typed in self.stations else usual

    @property
    def is_whole(self) -> bool:
        return not self.chosen and sees_everything(self.staff)

    @property
    def station(self) -> Any:
        """The key to look things up by; one that nothing stands for, where one sees nothing."""
        if self.is_whole:
            return None
        return self.stations[self.chosen][0] if self.chosen else NOWHERE

    @property
    def header_buttons(self):
        period = {"period": self.period.code}
        table = reverse("ledger_workbook", query=period | {"station": self.chosen})
        buttons = [HeaderButton(label=_("下载表格"), url=table, icon_name="download")]
        if self.staff.everywhere and self.book.frozen_at:
            url = reverse("publish_ledger", query=period)
            buttons.append(HeaderButton(label=_("放到网站上"), url=url, icon_name="globe"))
        return buttons

    @property
    def where(self) -> str:
        """What is looked at, in words."""
        if self.chosen:
            return self.stations[self.chosen][1]
        return _("全中心") if self.is_whole else _("本站")

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        book, whole = self.book, self.is_whole
        changed = changed_since(book) if whole and book.frozen_at else 0
        return super().get_context_data(**kwargs) | {
            "period": self.period,
            "periods": period_choices(self.period),
            "stations": [(code, name) for code, (_key, name) in self.stations.items()],
            "station": self.chosen,
            "where": self.where,
            "may_see_all": sees_everything(self.staff),
            "frozen_at": book.frozen_at,
            "more": max(changed, 0),
            "fewer": max(-changed, 0),
            "total": book.row(station=self.station),
            "lines": book.rows("line", self.station),
            "by_station": book.rows("station") if whole else [],
            "by_both": book.by_both() if whole else [],
            "months": months_before(book, self.station),
        }


class LedgerWorkbookView(LedgerView):
    """The same as a table. Numbers only: nobody has to say why."""

    def get(self, request, *args, **kwargs):
        body = as_workbook(self.book, self.station, self.where)
        response = HttpResponse(body, content_type=MEDIA_TYPES["xlsx"])
        name = f"ledger-{self.period.code}.xlsx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def period_choices(shown: Period) -> list[tuple[str, list[Period]]]:
    """What is frozen and what runs, by kind, the newest first."""
    today = timezone.localdate()
    found = {period_of(kind, today) for kind in Kind} | {shown}
    found |= {Period(*each) for each in Ledger.objects.values_list("kind", "first_day")}
    ordered = sorted(found, key=lambda each: each.first, reverse=True)
    return [(str(kind.label), [each for each in ordered if each.kind == kind]) for kind in Kind]


urlpatterns = [
    path("reports/service-ledger/", LedgerView.as_view(), name="service_ledger"),
    path("reports/service-ledger/table/", LedgerWorkbookView.as_view(), name="ledger_workbook"),
    path("reports/service-ledger/publish/", PublishLedgerView.as_view(), name="publish_ledger"),
]
