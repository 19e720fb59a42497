"""Lets front ends on other origins read the API, where the settings name them."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

DAY = 24 * 60 * 60  # seconds that a browser may remember a preflight


class CorsMiddleware:
    """Adds the CORS headers to /api/ for the origins in CORS_ORIGINS ("*" for every one)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        origin = request.headers.get("Origin")
        if not origin or not request.path.startswith("/api/"):
            return self.get_response(request)
        allowed = "*" in settings.CORS_ORIGINS or origin in settings.CORS_ORIGINS
        asks = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        response = preflight(request) if allowed and asks else self.get_response(request)
        patch_vary_headers(response, ["Origin"])
        if allowed:
            response["Access-Control-Allow-Origin"] = origin
        return response


def preflight(request) -> HttpResponse:
    """What a browser asks before a request with headers of its own: reading is allowed."""
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    if headers := request.headers.get("Access-Control-Request-Headers"):
        response["Access-Control-Allow-Headers"] = headers
    response["Access-Control-Max-Age"] = str(DAY)
    return response
