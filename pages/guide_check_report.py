"""The queue of guides to check: a report for all, and on the home page what is one's own."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from pages.guide_check_form import GuideCheckedView
from pages.guide_checks import (
    OVERDUE,
    STATES,
    guides_of,
    in_one_of,
    may_check,
    to_check,
    why,
)
from pages.models import GuidePage, ServiceLine

TITLE = gettext_lazy("该核对的办事指南")
MOST = 5  # on the home page


def owners(request):
    guides = GuidePage.objects.exclude(owner=None).values("owner")
    return get_user_model().objects.filter(pk__in=guides).order_by("username")


class GuideFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("只看"),
        choices=list(STATES.items()),
        method="filter_state",
        widget=forms.CheckboxSelectMultiple,
    )
    owner = django_filters.ModelChoiceFilter(label=gettext_lazy("负责人"), queryset=owners)
    line = django_filters.ModelChoiceFilter(
        label=gettext_lazy("服务事项"), queryset=ServiceLine.objects.all()
    )

    class Meta:
        model = GuidePage
        fields = ["state", "owner", "line"]

    def filter_state(self, queryset, name, value):
        return queryset.filter(in_one_of(value)) if value else queryset


class GuidePaginator(WagtailPaginator):
    @cached_property
    def items_count_label(self):
        return ngettext("%(n)d 篇指南", "%(n)d 篇指南", self.count) % {"n": self.count}


def owner_name(guide: GuidePage) -> str:
    return guide.owner.get_full_name() or guide.owner.get_username() if guide.owner else "—"


def last_check(guide: GuidePage) -> str:
    return f"{guide.last_verified.isoformat()} {guide.verified_by}"


class GuidesToCheckView(ReportView):
    model = GuidePage
    page_title = TITLE
    header_icon = "check"
    filterset_class = GuideFilterSet
    paginator_class = GuidePaginator
    index_url_name = "guides_to_check"
    index_results_url_name = "guides_to_check_results"
    list_export = ["title", "valid_to", "review_after", "last_verified", "verified_by"]
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("办事指南"),
            get_url=lambda guide: reverse("guide_checked", args=[guide.pk]),
        ),
        Column("why", label=gettext_lazy("为什么"), accessor=why),
        Column("last_verified", label=gettext_lazy("上次核对"), accessor=last_check),
        Column("owner", label=gettext_lazy("负责人"), accessor=owner_name),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not may_check(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self):
        return f"guides-to-check-{timezone.localdate():%Y-%m-%d}"

    def get_base_queryset(self):
        return to_check(guides_of(self.request.user)).select_related("owner")

    def get_context_data(self, *args, **kwargs):
        nothing = _("没有符合的。") if self.is_filtering else _("都核对过，三十天内也没有到期的。")
        return super().get_context_data(*args, **kwargs) | {"no_results_message": nothing}


class GuidesToCheckPanel(Component):
    """How many are overdue, and which of them are one's own."""

    name = "guides_to_check"
    template_name = "pages/admin/guides_to_check_panel.html"
    order = 110

    def __init__(self, user):
        self.user = user

    @cached_property
    def overdue(self) -> list[GuidePage]:
        """One's own first, and among them the most urgent."""
        guides = list(to_check(guides_of(self.user), OVERDUE))
        return sorted(guides, key=lambda guide: guide.owner_id != self.user.pk)

    def get_context_data(self, parent_context):
        return {
            "count": len(self.overdue),
            "guides": [
                {
                    "title": guide.title,
                    "url": reverse("guide_checked", args=[guide.pk]),
                    "why": why(guide),
                    "own": guide.owner_id == self.user.pk,
                }
                for guide in self.overdue[:MOST]
            ],
            "report_url": reverse("guides_to_check"),
        }


class GuidesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_check(request.user)


urlpatterns = [
    path("reports/guides-to-check/", GuidesToCheckView.as_view(), name="guides_to_check"),
    path(
        "reports/guides-to-check/results/",
        GuidesToCheckView.as_view(results_only=True),
        name="guides_to_check_results",
    ),
    path("guides/<int:pk>/checked/", GuideCheckedView.as_view(), name="guide_checked"),
]
