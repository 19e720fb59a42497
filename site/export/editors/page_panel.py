"""Above the form of a page: whether readers have it as it was last published."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.models import Page

from export.editors.page_state import Standing, page_state
from pages.models import BasePage

# What Wagtail's own help blocks, icons and colours say of each.
LOOKS = {
    Standing.NOT_PUBLIC: "no-view",
    Standing.WAITING: "rotate",
    Standing.CURRENT: "check",
    Standing.TROUBLE: "warning",
    Standing.STOPPED: "warning",
}
GRAVE = {Standing.TROUBLE, Standing.STOPPED}


def page_facts(page: Page) -> dict:
    state = page_state(page)
    return {
        "page": page,
        "state": state,
        "icon_name": LOOKS[state.standing],
        "is_grave": state.standing in GRAVE,
    }


def is_published_as_file(page: Page) -> bool:
    return bool(page.pk) and issubclass(page.specific_class or Page, BasePage)


class PageStateView(TemplateView):
    """The bar's inside alone: what it asks for while the page is on its way."""

    template_name = "export/admin/page_state.html"

    def get_context_data(self, **kwargs):
        page = get_object_or_404(Page, pk=self.kwargs["pk"])
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return super().get_context_data(**kwargs) | page_facts(page)


def tell_after_publishing(request, page: Page):
    """Only what spoils the good news: readers will not have it in a second."""
    if not is_published_as_file(page):
        return
    state = page_state(page)
    if state.standing in GRAVE:
        messages.warning(request, _("读者还看不到这次改动：") + state.sentence)
