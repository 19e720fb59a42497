"""What editors keep for the search, and what readers did not find."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.models import CreateView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet

from search.models import SynonymGroup, UnansweredQuery
from search.unanswered import ENOUGH, KEPT_DAYS

TITLE = gettext_lazy("没搜到的词")


class SynonymCreateView(CreateView):
    def get_initial(self):
        """What was not found, where one comes from the report."""
        asked = self.request.GET.get("word", "")[:20]
        return super().get_initial() | ({"words": f"{asked}、"} if asked else {})


class SynonymViewSet(ModelViewSet):
    model = SynonymGroup
    name = "search_synonyms"
    url_prefix = "search-synonyms"
    icon = "search"
    menu_label = gettext_lazy("搜索同义词")
    menu_order = 630
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    add_view_class = SynonymCreateView
    form_fields = ["words"]
    list_display = ["words"]
    list_per_page = 100


class QueryPaginator(WagtailPaginator):
    @cached_property
    def items_count_label(self):
        return ngettext("%(n)d 个词", "%(n)d 个词", self.count) % {"n": self.count}


class SynonymColumn(Column):
    """A way from what was not found to the words that are on the pages."""

    cell_template_name = "search/admin/synonym_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        url = f"{reverse('search_synonyms:add')}?{urlencode({'word': instance.text})}"
        may_add = parent_context["request"].user.has_perm("site_search.add_synonymgroup")
        return context | {"url": url if may_add else ""}


class UnansweredView(ReportView):
    model = UnansweredQuery
    page_title = TITLE
    header_icon = "search"
    paginator_class = QueryPaginator
    index_url_name = "unanswered_queries"
    index_results_url_name = "unanswered_queries_results"
    list_export = ["text", "count", "last_on"]
    columns = [
        Column("text", label=gettext_lazy("搜的词")),
        Column("count", label=gettext_lazy("次数")),
        Column("last_on", label=gettext_lazy("最近一次")),
        SynonymColumn("synonym", label=gettext_lazy("怎么办")),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self):
        return f"unanswered-queries-{timezone.localdate():%Y-%m-%d}"

    def get_base_queryset(self):
        return UnansweredQuery.objects.exclude(text="")

    def get_page_subtitle(self):
        words = _("同一个词搜过 %(times)d 次还没有结果才列出来，%(days)d 天没人再搜就删掉")
        return words % {"times": ENOUGH, "days": KEPT_DAYS}

    def get_context_data(self, *args, **kwargs):
        nothing = _("还没有。读者搜的词，网页上都有。")
        return super().get_context_data(*args, **kwargs) | {"no_results_message": nothing}


def may_look(user) -> bool:
    return user.has_perm("site_search.view_unansweredquery")


class UnansweredMenuItem(MenuItem):
    def is_shown(self, request):
        return may_look(request.user)


urlpatterns = [
    path("reports/unanswered/", UnansweredView.as_view(), name="unanswered_queries"),
    path(
        "reports/unanswered/results/",
        UnansweredView.as_view(results_only=True),
        name="unanswered_queries_results",
    ),
]
