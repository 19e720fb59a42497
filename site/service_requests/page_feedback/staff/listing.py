"""纠错: what readers wrote, as a list without its words; and the newest on the home page."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Case, Value, When
from django.urls import reverse
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

from service_requests.models import PageCorrection
from service_requests.page_feedback.staff.access import Guarded, may_list

TITLE = gettext_lazy("读者纠错")
State = PageCorrection.State
ORDER = [State.NEW, State.SPAM]  # what is to be looked at, first


def owners(request):
    pages = PageCorrection.objects.exclude(page__owner=None).values("page__owner")
    return get_user_model().objects.filter(pk__in=pages).order_by("username")


class CorrectionFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("状态"), choices=State, widget=forms.CheckboxSelectMultiple
    )
    owner = django_filters.ModelChoiceFilter(
        label=gettext_lazy("负责人"), queryset=owners, field_name="page__owner"
    )

    class Meta:
        model = PageCorrection
        fields = ["state", "owner"]


class CorrectionPaginator(WagtailPaginator):
    @cached_property
    def items_count_label(self):
        return ngettext("%(n)d 条纠错", "%(n)d 条纠错", self.count) % {"n": self.count}


def owner_name(correction: PageCorrection) -> str:
    owner = correction.page.owner if correction.page else None
    return (owner.get_full_name() or owner.get_username()) if owner else "—"


def moment(value) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""


def correction_url(correction: PageCorrection) -> str:
    return reverse("page_corrections:correction", args=[correction.pk])


class CorrectionsView(Guarded, ReportView):
    allows = staticmethod(may_list)
    model = PageCorrection
    page_title = TITLE
    header_icon = "comment"
    filterset_class = CorrectionFilterSet
    paginator_class = CorrectionPaginator
    index_url_name = "page_corrections:index"
    index_results_url_name = "page_corrections:index_results"
    columns = [
        TitleColumn("title", label=gettext_lazy("页面"), accessor=str, get_url=correction_url),
        Column("state", label=gettext_lazy("状态"), accessor="get_state_display"),
        Column("owner", label=gettext_lazy("负责人"), accessor=owner_name),
        Column(
            "read_version",
            label=gettext_lazy("读者看的是哪天的"),
            accessor=lambda each: each.read_version.isoformat() if each.read_version else "",
        ),
        Column("sent_at", label=gettext_lazy("收到"), accessor=lambda each: moment(each.sent_at)),
    ]

    def get_base_queryset(self):
        """Nothing that is sealed is loaded."""
        order = Case(
            *(When(state=state, then=Value(place)) for place, state in enumerate(ORDER)),
            default=Value(len(ORDER)),
        )
        found = PageCorrection.objects.select_related("page__owner").defer("words")
        return found.order_by(order, "-sent_at", "pk")

    def get_context_data(self, *args, **kwargs):
        nothing = _("没有符合的。") if self.is_filtering else _("还没有读者说哪里写错了。")
        return super().get_context_data(*args, **kwargs) | {"no_results_message": nothing}


class CorrectionsPanel(Component):
    """How many wait, and how many of those are about one's own pages."""

    name = "page_corrections"
    template_name = "service_requests/page_feedback/home_panel.html"
    order = 112

    def __init__(self, user):
        self.user = user

    @cached_property
    def waiting(self):
        return PageCorrection.objects.filter(state=State.NEW).defer("words")

    @cached_property
    def count(self) -> int:
        return self.waiting.count()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        index = f"{reverse('page_corrections:index')}?state=new"
        own = self.waiting.filter(page__owner=self.user).count()
        return {
            "count": self.count,
            "url": index,
            "own": own,
            "own_url": f"{index}&owner={self.user.pk}",
        }


class CorrectionsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_list(request.user)
