import re

from django.views.decorators.http import require_safe

from export.respond import respond
from search.entries import load_entries
from search.find import find
from search.query import LONGEST_QUERY
from search.results import search_facts
from search.unanswered import note_unanswered

PAGE_NUMBER = re.compile(r"[0-9]{1,5}")


@require_safe
def search(request):
    """/search/?q=…&kind=…&page=…&within=…: a plain page that needs no script."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    within = request.GET.get("within", "")
    within = within if load_entries(within) else ""
    found = find(query, within)
    elsewhere = find(query) if within and not found.entries else found
    if query and not elsewhere.entries and request.method == "GET":
        note_unanswered(query)
    number = request.GET.get("page", "")
    number = int(number) if PAGE_NUMBER.fullmatch(number) else 1
    facts = search_facts(query, request.GET.get("kind", ""), number, found, within)
    facts["elsewhere"] = len(elsewhere.entries)
    return respond("search/results.html", facts)
