"""Which requests: those that the inbox shows at an address, and its filter in words."""

from django.utils.translation import gettext as _

from service_requests.inbox.listing import RequestIndexView
from service_requests.models import ServiceRequest
from service_requests.models.request import RequestQuerySet


class Scope:
    """The inbox as it is at this request's address, without a page of it being drawn."""

    def __init__(self, request):
        self.listing = RequestIndexView(
            model=ServiceRequest,
            index_url_name="service_requests:index",
            index_results_url_name="service_requests:index_results",
        )
        self.listing.setup(request)

    @property
    def is_valid(self) -> bool:
        """The list ignores a filter that is none, and so shows more."""
        return self.listing.filters.is_valid()

    @property
    def found(self) -> RequestQuerySet:
        return self.listing.get_queryset()

    @property
    def words(self) -> str:
        chosen: dict[str, list[str]] = {}
        for each in self.listing.active_filters:
            chosen.setdefault(str(each.field_label), []).append(str(each.value))
        parts = [f"{label}：{'、'.join(values)}" for label, values in chosen.items()]
        if self.listing.person:
            parts.append(_("同一个手机号的"))
        elif self.listing.search_query:
            parts.append(_("编号里有 %s") % self.listing.search_query)
        return "；".join(parts) or _("没有筛选，垃圾除外")

    @property
    def query(self) -> str:
        """The address once more, without what only says where in the list somebody was."""
        given = self.listing.request.GET.copy()
        for name in ("p", "_w_filter_fragment"):
            given.pop(name, None)
        return given.urlencode()
