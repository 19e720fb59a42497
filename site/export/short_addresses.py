"""Short addresses that no file answers: typed in capitals, or given out this moment."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from export.build import Build
from export.respond import not_found, respond
from pages.models import ShortAddress
from pages.short_addresses import TARGET, page_facts, typed_code


@require_safe
def follow(request, code: str) -> HttpResponse:
    row = ShortAddress.objects.filter(code=typed_code(code)).first()
    if row is None:
        return not_found(request)
    build = Build()
    if url := build.told(TARGET, row.code)["url"]:
        return HttpResponseRedirect(url)
    return respond("pages/short_address_gone.html", page_facts(build, row.code), 410, build)
