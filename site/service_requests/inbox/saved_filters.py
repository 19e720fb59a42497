"""Filters that one person keeps: the address of the list, without what was searched for."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from service_requests.access import staff
from service_requests.answers import tidy
from service_requests.inbox.filter_choices import Choice
from service_requests.models import SavedFilter
from service_requests.states import WORKERS

DAYS = ("submitted_at_from", "submitted_at_to")
KEPT = ("progress", "state", "service", "station", "assignee", *DAYS, "ordering")
MOST = 12
LONGEST_NAME = 20
LONGEST_QUERY = 1000


def filter_query(given: QueryDict) -> str:
    """What of an address is worth keeping, in one order; "" where nothing is chosen."""
    return urlencode([(key, value) for key in KEPT for value in given.getlist(key) if value])


def saved_filters(saved: Iterable[Choice]) -> list[dict[str, str | int]]:
    index = reverse("service_requests:index")
    return [{"pk": each.pk, "name": each.name, "url": f"{index}?{each.query}"} for each in saved]


class OwnFilterView(View):
    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        if not staff(request.user).roles & WORKERS:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SaveFilterView(OwnFilterView):
    def post(self, request):
        name = tidy(request.POST.get("name", ""))
        query = filter_query(QueryDict(request.POST.get("query", "")))
        problem = self.problem(name, query)
        if problem:
            messages.error(request, problem)
        else:
            SavedFilter.objects.update_or_create(
                user=request.user, name=name, defaults={"query": query}
            )
            messages.success(request, _("存下了“%s”。") % name)
        return redirect(f"{reverse('service_requests:index')}?{query}")

    def problem(self, name: str, query: str) -> str:
        if not name or len(name) > LONGEST_NAME:
            return _("起个名字，最多 %d 个字。") % LONGEST_NAME
        if not query or len(query) > LONGEST_QUERY:
            return _("先选几样筛选，再存。")
        own = SavedFilter.objects.filter(user=self.request.user.pk)
        if own.count() >= MOST and not own.filter(name=name).exists():
            return _("最多存 %d 个，先删掉用不着的。") % MOST
        return ""


class DeleteFilterView(OwnFilterView):
    """Somebody else's is not found; what is gone already is gone."""

    def post(self, request, pk):
        SavedFilter.objects.filter(user=request.user, pk=pk).delete()
        return redirect("service_requests:index")
