"""/poster/<id>/: a page as a sheet for the wall, made on request: few of a thousand are wanted."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from export.build import Build
from export.respond import not_found, respond
from pages.models import StationPage
from pages.page_poster import poster_facts
from pages.station_poster import poster_url


@require_safe
def page_poster(request, pk) -> HttpResponse:
    build = Build()
    page = build.page(pk)
    if page is None:
        return not_found(request)
    if isinstance(page, StationPage):  # it has a sheet of its own, with its hours
        return HttpResponseRedirect(poster_url(build.url(pk)))
    return respond("pages/page_poster.html", poster_facts(page, build), build=build)
