"""哪些页面没帮上忙: how many said so of each page in a year. No words, nobody's data."""

from datetime import timedelta

from django.db.models import ExpressionWrapper, F, FloatField, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from pages.models.base import local_date
from service_requests.page_feedback.staff.access import Guarded, may_see_counts

TITLE = gettext_lazy("页面有没有用")
YEAR = timedelta(days=365)


class PagePaginator(WagtailPaginator):
    @cached_property
    def items_count_label(self):
        return ngettext("%(n)d 页", "%(n)d 页", self.count) % {"n": self.count}


def percent(page) -> str:
    return f"{100 * page.no / (page.yes + page.no):.0f}%"


def owner_name(page) -> str:
    return (page.owner.get_full_name() or page.owner.get_username()) if page.owner else "—"


class PageVotesView(Guarded, ReportView):
    allows = staticmethod(may_see_counts)
    model = Page
    page_title = TITLE
    header_icon = "glasses"
    paginator_class = PagePaginator
    index_url_name = "page_votes"
    index_results_url_name = "page_votes_results"
    list_export = ["title", "yes", "no", "last_published_at"]
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("页面"),
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        Column("no", label=gettext_lazy("没用")),
        Column("yes", label=gettext_lazy("有用")),
        Column("percent", label=gettext_lazy("没用占"), accessor=percent),
        Column("owner", label=gettext_lazy("负责人"), accessor=owner_name),
        Column(
            "updated",
            label=gettext_lazy("最近更新"),
            accessor=lambda page: local_date(page.last_published_at),
        ),
    ]

    def get_filename(self):
        return f"page-votes-{timezone.localdate():%Y-%m-%d}"

    def get_base_queryset(self):
        """Which helped least, first: by how many said no more than yes, then by the share."""
        since = Q(votes__day__gt=timezone.localdate() - YEAR)
        pages = Page.objects.select_related("owner").annotate(
            yes=Sum("votes__yes", filter=since), no=Sum("votes__no", filter=since)
        )
        share = ExpressionWrapper(F("no") * 1.0 / (F("yes") + F("no")), FloatField())
        asked = pages.filter(Q(yes__gt=0) | Q(no__gt=0)).annotate(share=share)
        return asked.order_by(F("yes") - F("no"), "-share", "pk")

    def get_page_subtitle(self):
        return _("近一年读者在页面末尾点的；只有次数，记不到是谁")

    def get_context_data(self, *args, **kwargs):
        nothing = _("还没有读者点过。")
        return super().get_context_data(*args, **kwargs) | {"no_results_message": nothing}


class PageVotesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_counts(request.user)
