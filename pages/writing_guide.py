"""docs/writing.md where editors write."""

from django.conf import settings
from django.urls import path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

TITLE = gettext_lazy("写作指南")


class WritingGuideView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "pages/admin/writing_guide.html"
    page_title = TITLE
    header_icon = "edit"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": str(TITLE)}]

    def get_context_data(self, **kwargs):
        text = (settings.BASE_DIR / "docs" / "writing.md").read_text()
        _title, _break, text = text.partition("\n")  # the page has one of its own
        guide = mark_safe(MarkdownIt().enable("table").render(text))
        return super().get_context_data(**kwargs) | {"guide": guide}


urlpatterns = [path("writing/", WritingGuideView.as_view(), name="writing_guide")]
