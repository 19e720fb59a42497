from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandbookFilesConfig(AppConfig):
    name = "handbook_files"
    verbose_name = _("手册的文件")

    def ready(self):
        from handbook_files import checks  # noqa: F401
