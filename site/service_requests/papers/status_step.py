"""Adding papers on the status page: one POST with the page's token, like its other forms."""

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from export.build import Build
from pages.publishing import Facts
from service_requests.handling import Refused
from service_requests.models import Consent, ServiceRequest
from service_requests.papers.adding import add_papers
from service_requests.papers.receive import Received
from service_requests.papers.status_form import identity_terms, paper_fields
from service_requests.status_steps import status_step
from service_requests.status_views import show


@partial(status_step, takes_papers=True)
def papers(request, found: ServiceRequest) -> HttpResponse:
    with_identity = bool(request.POST.get("identity"))
    try:
        consent = identity_consent(found) if with_identity else None
        received = add_papers(found.pk, request.FILES.getlist("papers"), consent)
    except Refused as refusal:
        found.refresh_from_db(fields=["state"])
        return show(found, status_code=409, papers=with_error(found, str(refusal), with_identity))
    error = error_of(received)
    typed = {"papers": with_error(found, error, with_identity)} if error else {}
    return show(found, words_of(received), 422 if error else 200, **typed)


def identity_consent(found: ServiceRequest) -> Consent:
    """That the papers may be used, in the words that were shown."""
    return Consent(
        purpose=Consent.Purpose.ID_NUMBER,
        text=identity_terms(found),
        version=Build().settings.consent_version,
        agreed_at=timezone.now(),
    )


def with_error(found: ServiceRequest, error: str, with_identity: bool) -> list[Facts]:
    files, *identity = paper_fields(found)
    ticked = {"value": "yes" if with_identity else ""}
    return [files | {"error": error}, *(each | ticked for each in identity)]


def error_of(received: Received) -> str:
    if not (received.new or received.again or received.problems):
        return _("还没选文件")
    return "；".join(received.problems)


def words_of(received: Received) -> str:
    told = []
    if received.new:
        told.append(_("收到了 %d 份，经办人会看到。") % len(received.new))
    if received.again:
        told.append(_("有 %d 份以前收到过，没有再收。") % len(received.again))
    return "".join(told)
