"""常用回复: written by supervisors, used by everybody who replies."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from service_requests.models import ReplyTemplate


class ReplyTemplateViewSet(ModelViewSet):
    model = ReplyTemplate
    name = "reply_templates"
    url_prefix = "reply-templates"
    icon = "comment"
    menu_label = _("常用回复")
    menu_order = 620
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ["title", "text"]
    list_display = ["title", "text"]
    list_per_page = 100
