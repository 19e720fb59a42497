from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportConfig(AppConfig):
    name = "export"
    verbose_name = _("发布")

    def ready(self):
        from export import signals

        signals.connect()
