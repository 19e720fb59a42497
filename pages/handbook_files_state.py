"""The files of a handbook as staff see them: what there is, what is being made, what failed."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.models import Page

from pages.models.handbook_file import HandbookFile
from pages.models.handbook_progress import HandbookProgress

WHILE_MADE, BEFORE = 2_000, 5_000  # milliseconds
SOON = timedelta(minutes=2)  # after publishing: by then the making has begun


def files_state(handbook: Page) -> dict:
    """`refresh_after`: milliseconds until it is worth looking again; 0 when nothing will move."""
    rows = HandbookFile.objects.filter(handbook_id=handbook.pk or 0, edition=None)
    progress = HandbookProgress.of(handbook.pk)
    published = handbook.last_published_at
    awaited = bool(published and published > timezone.now() - SOON)
    return {
        "handbook_id": handbook.pk,
        "rows": rows,
        "progress": progress,
        "address": handbook.url if handbook.pk else "",
        "refresh_after": WHILE_MADE if progress else BEFORE if awaited else 0,
    }


class FilesStateView(TemplateView):
    """The inside of the panel alone: what it asks for while files are being made."""

    template_name = "pages/admin/handbook_files_state.html"

    def get_context_data(self, **kwargs):
        page = get_object_or_404(Page, pk=self.kwargs["pk"])
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return super().get_context_data(**kwargs) | files_state(page)


urlpatterns = [
    path("handbook/<int:pk>/files/", FilesStateView.as_view(), name="handbook_files_state"),
]
