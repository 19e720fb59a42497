"""/sitemap/ on request, as long as the exported folder has none; and so no page takes its place."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from export.build import Build
from export.respond import respond
from pages import site_map as pages_site_map


@require_safe
def site_map(request) -> HttpResponse:
    build = Build()
    return respond("pages/site_map.html", pages_site_map.site_map(build), build=build)
