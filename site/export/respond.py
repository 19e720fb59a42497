"""The renderer answering requests: a page not exported yet, a preview, a form step, an error."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin.userbar import Userbar

from config.public_files import PUBLIC_HEADERS
from export.build import Build
from export.render import render_template
from export.surroundings import jinja_templates
from pages.block_facts import block_facts
from pages.publishing import page_path


def page_response(request, page) -> HttpResponse:
    """A page as readers will see it; staff who may edit get the editors' bar besides."""
    build = Build()
    build.include(page)
    html = render_template(page.page_template, page_facts(page, build), build.chrome())
    bar = editors_bar(request, page)
    if not bar:
        return with_public_headers(HttpResponse(html))
    return HttpResponse(html.replace("</body>", f"{bar}</body>", 1))


def editors_bar(request, page) -> str:
    user = getattr(request, "user", None)
    if user is None or not user.has_perm("wagtailadmin.access_admin"):
        return ""
    return Userbar(object=page).render_html({"request": request})


def page_facts(page, build) -> dict:
    """The facts of the page's own address; lists give those of their first page."""
    path = page_path(build.url(page.pk))
    made = (each.facts for each in page.outputs(build) if each.path == path and each.facts)
    return next(made, partial(page.facts, build))()


def respond(
    template: str, facts: dict, status: int = 200, build: Build | None = None
) -> HttpResponse:
    """Any page of the site that is made on request: form steps, search, errors.

    `facts` need at least "title"; what the layout wants besides is filled in.
    """
    build = build or Build()
    response = HttpResponse(
        render_template(template, page_defaults(build) | facts, build.chrome()), status=status
    )
    response["Cache-Control"] = "no-store"
    return with_public_headers(response)


def with_public_headers(response: HttpResponse) -> HttpResponse:
    """The same policy that the exported files carry."""
    for name, value in PUBLIC_HEADERS.items():
        response[name] = value
    return response


def page_defaults(build: Build) -> dict:
    home = {"title": build.root.title, "url": "/"}
    return {
        "kind": "answer",
        "lead": "",
        "seo_title": "",
        "description": "",
        "url": "",
        "breadcrumb": [home],
        "share_image": None,
    }


def block_preview(block, value) -> dict:
    """The context in which a block's preview template runs."""
    build = Build()
    facts = block_facts(block, block.get_prep_value(value), build)
    shown = {"type": block.name, "id": "preview00", "value": facts}
    return {
        "page": page_defaults(build) | {"title": str(block.label)},
        "site": build.chrome(),
        "shown": shown,
    }


def not_found(request, exception=None) -> HttpResponse:
    return respond("pages/not_found.html", {"title": _("这一站找不到"), "kind": "not_found"}, 404)


def server_error(request) -> HttpResponse:
    """Says sorry without the database: it may be what failed."""
    return HttpResponse(
        jinja_templates().get_template("pages/server_error.html").render(), status=500
    )
