"""Several requests at once: assign them, or close them with one outcome.

Each row goes through its own step, with the version that was seen: what a person may not do, or
what somebody changed meanwhile, is left alone and told, and stops none of the others.
"""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from service_requests import assigning, closing
from service_requests.access import staff
from service_requests.answers import tidy
from service_requests.handling import Refused
from service_requests.inbox.request_page import INDEX, LONGEST
from service_requests.inbox.steps import NUMBER
from service_requests.models import ServiceRequest
from service_requests.states import WORKERS, Outcome
from service_requests.team import name_of, workers

CHOSEN = re.compile("([0-9]{1,9})-([0-9]{1,9})")  # a row and the version that was seen
MOST = 100


class BulkView(WagtailAdminTemplateMixin, View):
    http_method_names = ["post"]
    template_name = "service_requests/admin/bulk.html"
    header_icon = "mail"
    page_title = gettext_lazy("一起办")

    def dispatch(self, request, *args, **kwargs):
        if not staff(request.user).roles & WORKERS:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": str(self.page_title)}
        return [*self.breadcrumbs_items, {"url": reverse(INDEX), "label": _("诉求")}, here]

    @cached_property
    def staff(self):
        return staff(self.request.user)

    @cached_property
    def versions(self) -> dict[int, int]:
        chosen = map(CHOSEN.fullmatch, self.request.POST.getlist("chosen"))
        return {int(match[1]): int(match[2]) for match in chosen if match}

    @cached_property
    def rows(self) -> list[ServiceRequest]:
        found = ServiceRequest.objects.without_content().filter(pk__in=self.versions)
        return list(self.staff.visible(found).select_related("assignee"))

    def post(self, request) -> HttpResponse:
        if not self.rows:
            messages.warning(request, _("先勾上要一起办的几件。"))
            return redirect(INDEX)
        if len(self.versions) > MOST:
            messages.warning(request, _("一次最多 %d 件。") % MOST)
            return redirect(INDEX)
        action = request.POST.get("do", "")
        problem = self.problem(action) if action in STEPS else ""
        if problem or action not in STEPS:
            return self.show(problem)
        return self.show(results=[self.result_of(row, STEPS[action]) for row in self.rows])

    def problem(self, action: str) -> str:
        """What is wrong with the form itself, and so would be with each row."""
        if action == "assign" and not NUMBER.fullmatch(self.posted("colleague")):
            return _("选一位同事。")
        if action == "close" and self.posted("outcome") not in Outcome.values:
            return _("选一个结果：办成了，还是没办成。")
        if len(self.posted("words")) > LONGEST:
            return _("最多 %d 字。写短一点。") % LONGEST
        return ""

    def result_of(self, row: ServiceRequest, step: "Step") -> dict[str, Any]:
        try:
            step(self, row)
        except Refused as refusal:
            return {"row": row, "done": False, "why": str(refusal)}
        return {"row": row, "done": True, "why": ""}

    def posted(self, name: str) -> str:
        return tidy(self.request.POST.get(name, ""))

    def show(self, problem: str = "", results=()) -> HttpResponse:
        context = self.get_context_data(
            problem=problem,
            results=results,
            done=sum(each["done"] for each in results),
            left=sum(not each["done"] for each in results),
            chosen=[(row, f"{row.pk}-{self.versions[row.pk]}") for row in self.rows],
            colleagues=[(str(user.pk), name_of(user)) for user in self.colleagues()],
            outcomes=Outcome.choices,
            typed={name: self.posted(name) for name in ("colleague", "outcome", "words")},
            longest=LONGEST,
        )
        return self.render_to_response(context, status=422 if problem else 200)

    def colleagues(self):
        """Of any station of theirs; whether one fits a row, its step decides."""
        if self.staff.everywhere:
            return workers()
        return workers().filter(posting__stations__in=sorted(self.staff.stations)).distinct()


Step = Callable[[BulkView, ServiceRequest], None]


def assign(view: BulkView, row: ServiceRequest):
    assigning.assign(row.pk, view.staff, view.versions[row.pk], int(view.posted("colleague")))


def close(view: BulkView, row: ServiceRequest):
    result = (view.posted("outcome"), view.posted("words"))
    closing.close(row.pk, view.staff, view.versions[row.pk], result)


STEPS: dict[str, Step] = {"assign": assign, "close": close}
