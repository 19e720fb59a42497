from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from export.build import Build
from export.respond import not_found, respond
from pages.models import PointsPage
from pages.points.facts import answers_from, screen_facts
from pages.points.rules import rules_of
from service_requests.origin import own_origin
from service_requests.public_answers import public_view

NO_LONGER, TO_MEND = 410, 422


@csrf_exempt
@public_view
@own_origin
def estimate(request, slug) -> HttpResponse:
    """The rule set's own page with the result, or with what has to be mended. By POST only: an
    address ends up in logs and histories, a body does not."""
    build = Build()
    page = next((each for each in build.all(PointsPage) if each.slug == slug), None)
    if page is None:
        return not_found(request)
    if request.method != "POST":
        return HttpResponseRedirect(build.url(page.pk))
    facts = screen_facts(page, build, answers_from(request.POST, rules_of(page)))
    if facts["status"] != "current":
        return respond(page.page_template, facts, NO_LONGER, build)
    if facts["errors"]:
        title = _("错误：") + facts["title"]
        return respond(page.page_template, facts | {"seo_title": title}, TO_MEND, build)
    title = _("算出来 %s 分：") % facts["result"]["total"] + facts["title"]
    return respond(page.page_template, facts | {"seo_title": title}, build=build)
