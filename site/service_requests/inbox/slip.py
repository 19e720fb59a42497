"""The paper slip once more, for somebody who lost theirs: the receipt, for as long as the request
has a person."""

from django.http import Http404, HttpResponse

from export.build import Build
from export.respond import respond
from service_requests.access import Sight
from service_requests.handling import record_reading
from service_requests.inbox.request_page import RequestView
from service_requests.receipt_views import slip


class SlipView(RequestView):
    http_method_names = ["get", "head"]

    def get(self, request, pk) -> HttpResponse:
        if self.staff.sight(self.object) is not Sight.CONTENT or self.object.anonymised_at:
            raise Http404
        record_reading(self.object, self.staff)
        build = Build()
        return respond("service_requests/receipt.html", slip(self.object, build), build=build)
