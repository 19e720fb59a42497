import re

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from export.respond import respond
from search.find import find
from search.query import LONGEST_QUERY
from search.results import search_facts
from search.unanswered import note_unanswered

PAGE_NUMBER = re.compile(r"[0-9]{1,5}")


@require_safe
def search(request):
    """/search/?q=…&kind=…&page=…: a plain page that needs no script."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = find(query)
    if query and not found.entries and request.method == "GET":
        note_unanswered(query)
    number = request.GET.get("page", "")
    number = int(number) if PAGE_NUMBER.fullmatch(number) else 1
    facts = search_facts(query, request.GET.get("kind", ""), number, found)
    return respond("search/results.html", {"title": _("搜索"), "kind": "search"} | facts)
