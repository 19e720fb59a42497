"""Adding papers on the status page: one POST with the page's token, like its other forms."""

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from export.build import Build
from pages.publishing import Facts
from service_requests.handling import Refused
from service_requests.missing_items import items_waited_for
from service_requests.models import Consent, ServiceRequest
from service_requests.papers.adding import add_papers
from service_requests.papers.receive import Received
from service_requests.papers.status_form import identity_terms, paper_fields
from service_requests.status_steps import status_step
from service_requests.status_views import show


@partial(status_step, takes_papers=True)
def papers(request, found: ServiceRequest) -> HttpResponse:
    chosen = {name: request.POST.get(name, "") for name in ("identity", "item")}
    try:
        consent = identity_consent(found) if chosen["identity"] else None
        files = request.FILES.getlist("papers")
        received = add_papers(found.pk, files, consent, item_of(found, chosen["item"]))
    except Refused as refusal:
        found.refresh_from_db(fields=["state"])
        return show(found, status_code=409, papers=with_error(found, str(refusal), chosen))
    error = error_of(received)
    typed = {"papers": with_error(found, error, chosen)} if error else {}
    return show(found, words_of(received), 422 if error else 200, **typed)


def item_of(found: ServiceRequest, number: str) -> int | None:
    """One that is not waited for any more is as good as none: the paper is taken all the same."""
    return int(number) if number in items_waited_for(found) else None


def identity_consent(found: ServiceRequest) -> Consent:
    """That the papers may be used, in the words that were shown."""
    return Consent(
        purpose=Consent.Purpose.ID_NUMBER,
        text=identity_terms(found),
        version=Build().settings.consent_version,
        agreed_at=timezone.now(),
    )


def with_error(found: ServiceRequest, error: str, chosen: dict[str, str]) -> list[Facts]:
    """The form again with what was chosen; the files have to be chosen anew."""
    return [
        each | {"error": error}
        if each["key"] == "papers"
        else each | {"value": chosen[each["key"]]}
        for each in paper_fields(found)
    ]


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
