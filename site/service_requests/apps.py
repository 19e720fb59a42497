from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ServiceRequestsConfig(AppConfig):
    name = "service_requests"
    verbose_name = _("诉求")

    def ready(self):
        from service_requests.notices.checks import check_notices

        post_migrate.connect(create_what_it_stands_on, sender=self)
        register(check_notices)


def create_what_it_stands_on(using, **kwargs):
    from service_requests.holidays import fill_calendar
    from service_requests.roles import ensure_roles

    ensure_roles(using)
    fill_calendar(using)
