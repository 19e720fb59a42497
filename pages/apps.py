from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("页面")

    def ready(self):
        from pages.drawings import checks  # noqa: F401 - registers itself

        post_migrate.connect(fill_in_the_holidays, sender=self)


def fill_in_the_holidays(using, **kwargs):
    from pages.holiday_table import fill_calendar

    fill_calendar(using)
