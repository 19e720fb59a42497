"""Looking for a request by its reference or a phone number.

The box is posted: an address lies in logs, histories and bookmarks, so what it holds afterwards
is a reference, or the keyed digest of the number. Whatever else was typed goes nowhere.
"""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages

from service_requests.encryption import lookup_digest
from service_requests.phone_numbers import parse_phone
from service_requests.references import could_be_reference, typed_reference


class SearchForm(forms.Form):
    wanted = forms.CharField(
        label=gettext_lazy("搜索"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "placeholder": gettext_lazy("编号，或完整的手机号"),
                "autocomplete": "off",
                "data-key": "/",
            }
        ),
    )


@method_decorator(sensitive_post_parameters("wanted"), name="dispatch")
class SearchView(View):
    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("service_requests.view_servicerequest"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request):
        wanted = request.POST.get("wanted", "").strip()
        query = query_for(wanted)
        if wanted and not query:
            messages.warning(request, _("写编号，或者完整的手机号。别的搜不到，因为加密了。"))
        address = reverse("service_requests:index")
        return redirect(f"{address}?{urlencode(query)}" if query else address)


def query_for(wanted: str) -> dict[str, str]:
    """What the address of the results says: {"person": digest}, {"q": reference} or nothing."""
    try:
        return {"person": lookup_digest(parse_phone(wanted))}
    except ValidationError:
        reference = typed_reference(wanted)
        return {"q": reference} if could_be_reference(reference) else {}
