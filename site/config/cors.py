"""Lets front ends on other origins read the API, where the settings name them."""

from django.conf import settings
from django.utils.cache import patch_vary_headers


class CorsMiddleware:
    """Adds the CORS headers to /api/ for the origins in CORS_ORIGINS ("*" for every one)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        origin = request.headers.get("Origin")
        if origin and request.path.startswith("/api/"):
            patch_vary_headers(response, ["Origin"])
            if "*" in settings.CORS_ORIGINS or origin in settings.CORS_ORIGINS:
                response["Access-Control-Allow-Origin"] = origin
        return response
