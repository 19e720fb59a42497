"""The editions of a handbook in the admin: what has changed since the last, freezing, comparing."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, UpdateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from handbook_files.comparing import changes_between
from handbook_files.editions import (
    NotFrozen,
    changes_since,
    drafts_of,
    freeze,
    last_edition,
    published_book,
)
from handbook_files.frozen import unpacked
from pages.handbook_files_state import BEFORE, files_state
from pages.models import HandbookEdition, HandbookFile, HandbookPage


class OfHandbook(WagtailAdminTemplateMixin):
    """Whoever may edit the handbook looks at its editions; who may publish it makes them."""

    header_icon = "history"
    permission = "can_edit"

    def dispatch(self, request, *args, **kwargs):
        if not getattr(self.handbook.permissions_for_user(request.user), self.permission)():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def handbook(self) -> HandbookPage:
        return get_object_or_404(HandbookPage, pk=self.kwargs["pk"])

    @property
    def list_url(self) -> str:
        return reverse("handbook_editions", args=[self.handbook.pk])

    def heading(self) -> str:
        """Of a step; blank for the list."""
        return ""

    def get_page_title(self):
        return self.heading() or _("历版：%s") % self.handbook.title

    def get_breadcrumbs_items(self):
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.handbook.pk])
        items = [{"url": edit_url, "label": self.handbook.title}]
        items.append({"url": self.list_url, "label": _("历版")})
        last = [{"url": "", "label": self.heading()}] if self.heading() else []
        return [*self.breadcrumbs_items, *items, *last]

    def get_context_data(self, **kwargs):
        facts = {"handbook": self.handbook, "list_url": self.list_url}
        return super().get_context_data(**kwargs) | facts


class EditionsView(OfHandbook, TemplateView):
    template_name = "handbook_files/admin/editions.html"

    def get_context_data(self, **kwargs):
        state, editions = files_state(self.handbook), self.editions()
        awaited = any(not each["files"] and not each["failed"] for each in editions)
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            **state,
            "refresh_after": state["refresh_after"] or (BEFORE if awaited else 0),
            "editions": editions,
            "may_publish": self.handbook.permissions_for_user(user).can_publish(),
        }

    def editions(self) -> list[dict]:
        kept = HandbookEdition.objects.filter(handbook=self.handbook).select_related("frozen_by")
        files = list(HandbookFile.objects.filter(edition__in=kept).select_related("edition"))
        return [
            {
                "edition": each,
                "files": [file for file in files if file.edition_id == each.pk and file.name],
                "failed": [file for file in files if file.edition_id == each.pk and file.failure],
            }
            for each in kept
        ]


class FreezeForm(forms.ModelForm):
    class Meta:
        model = HandbookEdition
        fields = ["note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class FreezeView(OfHandbook, FormView):
    """Shows what will be frozen, and what is only a draft."""

    form_class = FreezeForm
    permission = "can_publish"
    template_name = "handbook_files/admin/freeze.html"

    def heading(self):
        return _("定一版")

    def get_context_data(self, **kwargs):
        book, last = published_book(self.handbook), last_edition(self.handbook)
        return super().get_context_data(**kwargs) | {
            "book": book,
            "last": last,
            "number": last.number + 1 if last else 1,
            "drafts": drafts_of(self.handbook),
            "changes": changes_since(last, book) if book else [],
        }

    def form_valid(self, form):
        try:
            edition = freeze(self.handbook, self.request.user, form.cleaned_data["note"])
        except NotFrozen as reason:
            form.add_error(None, str(reason))
            return self.form_invalid(form)
        messages.success(self.request, _("定好了：%s。它的文件正在后台做。") % edition)
        return HttpResponseRedirect(self.list_url)


class CompareView(OfHandbook, TemplateView):
    """An edition beside the one before, or what is published now beside an edition (`new` is 0)."""

    template_name = "handbook_files/admin/compare.html"

    def heading(self):
        return _("改了什么")

    def edition(self, number: int) -> HandbookEdition:
        kept = HandbookEdition.objects.filter(handbook=self.handbook).defer(None)
        return get_object_or_404(kept, number=number)

    def get_context_data(self, **kwargs):
        old = self.edition(self.kwargs["old"])
        new = self.edition(self.kwargs["new"]) if self.kwargs["new"] else None
        book = unpacked(new.book) if new else published_book(self.handbook)
        if book is None:
            raise Http404
        return super().get_context_data(**kwargs) | {
            "old": old,
            "new": new or _("现在网上的"),
            "changes": changes_between(unpacked(old.book), book),
        }


class NoteView(OfHandbook, UpdateView):
    """What is frozen stays; its note for readers may be put right."""

    form_class = FreezeForm
    permission = "can_publish"
    template_name = "handbook_files/admin/note.html"

    def heading(self):
        return _("改说明：%s") % self.object

    def dispatch(self, request, *args, **kwargs):
        number = kwargs["number"]
        self.object = get_object_or_404(HandbookEdition, handbook_id=kwargs["pk"], number=number)
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset=None):
        return self.object

    def get_success_url(self):
        messages.success(self.request, _("说明改好了。"))
        return self.list_url


urlpatterns = [
    path("handbook/<int:pk>/editions/", EditionsView.as_view(), name="handbook_editions"),
    path("handbook/<int:pk>/editions/freeze/", FreezeView.as_view(), name="handbook_freeze"),
    path(
        "handbook/<int:pk>/editions/<int:old>-<int:new>/",
        CompareView.as_view(),
        name="handbook_compare",
    ),
    path(
        "handbook/<int:pk>/editions/<int:number>/note/",
        NoteView.as_view(),
        name="handbook_edition_note",
    ),
]
