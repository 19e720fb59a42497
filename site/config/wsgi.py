"""The WSGI application: exported files, static and media files, then Django."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.public_files import PublicFiles


def build_application():
    application = PublicFiles(get_wsgi_application(), max_age=60)
    from export.write import previous_of  # only now are the applications loaded

    # What the admin needs: its own static files, and pictures that no page shows yet.
    # Documents are left out: they go through Wagtail's view, which asks who may read them.
    application.add_files(settings.STATIC_ROOT, prefix=settings.STATIC_URL)
    for folder in ("images", "original_images"):
        application.add_files(settings.MEDIA_ROOT / folder, prefix=f"{settings.MEDIA_URL}{folder}/")
    # A page read a minute ago may ask for the styles of the site before this one.
    application.add_files(previous_of(settings.PUBLIC_DIR) / "static", prefix=settings.STATIC_URL)
    application.add_files(settings.PUBLIC_DIR)
    return application


application = build_application()
