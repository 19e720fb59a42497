"""Putting chosen totals of a frozen period on the public site, seen before they go."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from pages.models import CountTable
from service_requests.access import staff
from service_requests.ledger.periods import period_named
from service_requests.ledger.publishing import Measure, cuts, public_counts, publish
from service_requests.ledger.reading import Book, open_book


class ChoiceForm(forms.Form):
    """What is looked at."""

    measure = forms.ChoiceField(label=gettext_lazy("数什么"), choices=Measure.choices)

    def __init__(self, *args, book: Book, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cut"] = forms.ChoiceField(label=_("怎么分"), choices=cuts(book))


class PublishForm(ChoiceForm):
    """What goes out, and where to."""

    title = forms.CharField(
        label=gettext_lazy("标题"),
        max_length=60,
        error_messages={"required": gettext_lazy("给读者写一个标题。")},
        help_text=gettext_lazy("读者看到的，比如：这个季度大家来问什么"),
    )
    table = forms.ModelChoiceField(
        label=gettext_lazy("放进哪张统计表"),
        queryset=CountTable.objects.all(),
        required=False,
        empty_label=gettext_lazy("新建一张"),
        help_text=gettext_lazy("选一张旧表，用到它的页面会跟着换成新的数"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("cut", "measure"):
            self.fields[name].widget = forms.HiddenInput()


class PublishLedgerView(WagtailAdminTemplateMixin, FormView):
    page_title = gettext_lazy("把台账的数放到网站上")
    header_icon = "globe"
    template_name = "service_requests/admin/publish_ledger.html"
    form_class = PublishForm

    def dispatch(self, request, *args, **kwargs):
        if not staff(request.user).everywhere:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def book(self) -> Book:
        """Raises Http404 for a period that is not frozen."""
        period = period_named(self.request.GET.get("period", ""))
        book = open_book(period) if period else None
        if book is None or book.frozen_at is None:
            raise Http404
        return book

    @cached_property
    def choice(self) -> dict[str, str]:
        """What is looked at: as asked for, or the first of each."""
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        form = ChoiceForm(given, book=self.book)
        usual = {"cut": cuts(self.book)[0][0], "measure": Measure.VISITS.value}
        return form.cleaned_data if form.is_valid() else usual

    @cached_property
    def counts(self):
        return public_counts(self.book, **self.choice)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"book": self.book}

    def get_initial(self):
        return self.choice

    def form_valid(self, form):
        title, table = form.cleaned_data["title"], form.cleaned_data["table"]
        action = "wagtail.edit" if table else "wagtail.create"
        table = publish(self.book, self.counts, self.choice["measure"], title, table)
        log(instance=table, action=action)
        messages.success(
            self.request,
            _("“%s”存好了。在文章正文里加“统计表”，选它，发布以后读者就看得到。") % table.title,
        )
        return redirect(self.ledger_url)

    @property
    def ledger_url(self) -> str:
        return f"{reverse('service_ledger')}?period={self.book.period.code}"

    def get_breadcrumbs_items(self):
        ledger = {"url": self.ledger_url, "label": _("服务台账")}
        return [*self.breadcrumbs_items, ledger, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "book": self.book,
            "choice_form": ChoiceForm(self.choice, book=self.book),
            "counts": self.counts,
            "unit": Measure(self.choice["measure"]).label,
            "withheld": any(count is None for _label, count in self.counts.rows),
        }
