"""The headless API: /api/v2/ with pages, images and documents.

Pages are told by their facts, the same that the public site is made of: rich text as HTML
with its links resolved, pictures with addresses and sizes. One build answers a request, so
the number of queries does not grow with what a page holds.
"""

from django.utils.functional import cached_property
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from export.build import Build
from export.images import PRESETS

# Said already by `id` and `meta`.
IN_META = {"id", "seo_title", "description"}


class FactsPagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's pages endpoint, with each page's card in lists and all its facts in detail.

    With `?fields=` the caller chooses among the model's own fields, as Wagtail documents.
    """

    @cached_property
    def build(self) -> Build:
        return Build()

    def listing_view(self, request):
        response = super().listing_view(request)
        if "fields" not in request.GET:
            for item in response.data["items"]:
                item |= self.without_meta(self.card(item["id"]))
        return response

    def detail_view(self, request, pk):
        response = super().detail_view(request, pk)
        if "fields" not in request.GET:
            facts = self.get_object().facts(self.build)
            response.data = {**response.data, **self.without_meta(facts)}
        return response

    def card(self, page_id: int) -> dict:
        return self.build.card(page_id) or {}

    def without_meta(self, facts: dict) -> dict:
        return {name: value for name, value in facts.items() if name not in IN_META}


class RenditionsImagesAPIViewSet(ImagesAPIViewSet):
    """Wagtail's images endpoint, with the sizes that the site shows a picture in."""

    def detail_view(self, request, pk):
        response = super().detail_view(request, pk)
        build = Build()
        sizes = {preset: build.image(pk, preset) for preset in PRESETS}
        response.data = {**response.data, "renditions": sizes}
        return response


api_router = WagtailAPIRouter("api")
api_router.register_endpoint("pages", FactsPagesAPIViewSet)
api_router.register_endpoint("images", RenditionsImagesAPIViewSet)
api_router.register_endpoint("documents", DocumentsAPIViewSet)
