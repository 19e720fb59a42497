from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from export.respond import respond
from search.find import LONGEST_QUERY, find

MOST_RESULTS = 50


@require_safe
def search(request):
    """/search/?q=…: a plain page that needs no script."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    results = find(query)
    facts = {
        "title": _("搜索"),
        "kind": "search",
        "query": query,
        "count": len(results),
        "results": results[:MOST_RESULTS],
    }
    return respond("search/results.html", facts)
