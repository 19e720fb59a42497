from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("页面")

    def ready(self):
        from pages.drawings import checks  # noqa: F401 - registers itself
