"""A request's papers for staff: one is sent as a download, after the reading was written down;
a scan is added."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from wagtail.admin import messages

from service_requests.answers import tidy
from service_requests.handling import NotAllowed, Refused
from service_requests.inbox.request_page import RequestView
from service_requests.models import Attachment
from service_requests.papers.staff_papers import add_scans, place_of_scans, read_paper

ENDINGS = {"image/jpeg": "jpg", "application/pdf": "pdf"}
LONGEST_LABEL = 60
# Never shown in a page of ours, whatever it is: a download without a say in anything.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class PaperView(RequestView):
    """A POST, because reading leaves an event: no link or prefetch may do it."""

    http_method_names = ["post"]

    def post(self, request, pk) -> HttpResponse:
        try:
            paper, content = read_paper(self.object, self.staff, request.POST.get("paper", ""))
        except NotAllowed as refusal:
            return self.show(403, problem=str(refusal))
        except Refused as refusal:
            return self.show(410, problem=str(refusal))
        return download(paper, content, self.object.reference)


def download(paper: Attachment, content: bytes, reference: str) -> HttpResponse:
    """Under a name of our own: what it was called may be anything, a person's name included."""
    name = f"{reference}-{paper.pk}.{ENDINGS[paper.media_type]}"
    response = HttpResponse(content, content_type=paper.media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    for header, value in HEADERS.items():
        response[header] = value
    return response


class ScanView(RequestView):
    """Adds what was scanned or photographed at the window, or came by another way."""

    http_method_names = ["post"]

    def post(self, request, pk) -> HttpResponse:
        label = tidy(request.POST.get("label", ""))[:LONGEST_LABEL]
        place = place_of_scans(label, identity=bool(request.POST.get("identity")))
        try:
            received = add_scans(self.object, self.staff, request.FILES.getlist("scans"), place)
        except NotAllowed as refusal:
            return self.show(403, problem=str(refusal))
        except Refused as refusal:
            return self.show(422, problem=str(refusal), typed={"scan": label})
        self.tell(received)
        return redirect("service_requests:request", pk)

    def tell(self, received):
        if received.new:
            messages.success(self.request, _("存好了 %d 份。") % len(received.new))
        for name in received.again:
            messages.warning(self.request, _("“%s”已经有了，没有再存一份。") % name)
        for problem in received.problems:
            messages.error(self.request, problem)
