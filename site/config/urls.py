from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.api import api_router
from export.page_posters import page_poster
from export.short_addresses import follow
from export.site_map import site_map

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    path("apply/", include("service_requests.urls")),
    path("estimate/", include("points.urls")),
    path("search/", include("search.urls")),
    path("s/<str:code>/", follow),
    path("poster/<int:pk>/", page_poster, name="page_poster"),
    path("sitemap/", site_map),
    # Last: a page that is not a file in the exported folder (yet), or that needs a password.
    path("", include(wagtail_urls)),
]

handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.forbidden"
handler404 = "export.respond.not_found"
handler500 = "export.respond.server_error"
