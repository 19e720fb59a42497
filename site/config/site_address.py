"""Keeps Wagtail's row for the site in step with XINYU_PUBLIC_URL.

Wagtail makes full addresses (the API's html_url, links in mails) from a row in the database,
written when the site was made; the address is a setting of the machine, and it may move.
"""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site


def align_site_address():
    """Give the default site the public host name and port; nothing where they are right.

    Another site that stands at this address already keeps it: two may not share one.
    """
    address = public_address()
    if not Site.objects.filter(**address).exists():
        for site in Site.objects.filter(is_default_site=True):
            site.hostname, site.port = address["hostname"], address["port"]
            site.save()


def public_address() -> dict:
    """{"hostname", "port"} of XINYU_PUBLIC_URL."""
    port = urlsplit(settings.PUBLIC_URL).port or (443 if settings.HTTPS else 80)
    return {"hostname": settings.PUBLIC_HOST, "port": port}
