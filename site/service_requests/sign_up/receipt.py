"""The receipt of a sign-up: whether there is a place, and the reference to show at the door."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pages.publishing import Build, Facts
from service_requests.masks import masked_phone
from service_requests.models import Registration
from service_requests.receipts import SHOWN_FOR
from service_requests.sign_up.facts import sign_up_facts
from service_requests.slip_parts import qr_code


def find_receipt(reference: str | None) -> Registration | None:
    """For as long as the receipt of a request is shown."""
    found = Registration.objects.select_related("gathering").defer("answers")
    newest = timezone.now() - SHOWN_FOR
    return found.filter(reference=reference, signed_up_at__gt=newest).first()


def check_in_address(reference: str) -> str:
    """Opens the page of the staff where who arrives is written down. What follows the # stays in
    the phone that scanned it: it is in no request, so in no log."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('sign_ups:check_in')}#{reference}"


def sign_up_slip(found: Registration, build: Build) -> Facts:
    facts = sign_up_facts(found, build)
    back = {"title": facts["event_title"], "url": facts["event_url"]}
    return facts | {
        "kind": "sign_up_receipt",
        "title": _("%(state)s，%(name)s") % {"state": facts["state"], "name": found.name},
        "seo_title": facts["state"],
        "here": _("回执"),
        "breadcrumb": [{"title": build.root.title, "url": "/"}, *([back] if back["url"] else [])],
        "qr": qr_code(check_in_address(found.reference)),
        "name": found.name,
        "phone": masked_phone(found.phone),
        "status_url": reverse("request_status"),
        "stops": [_("填写"), _("核对"), _("报名"), _("到场")],
    }
