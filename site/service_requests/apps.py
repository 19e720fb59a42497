from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ServiceRequestsConfig(AppConfig):
    name = "service_requests"
    verbose_name = _("诉求")

    def ready(self):
        from service_requests.notices.checks import check_notices

        post_migrate.connect(create_the_groups, sender=self)
        register(check_notices)


def create_the_groups(using, **kwargs):
    from service_requests.roles import ensure_roles

    ensure_roles(using)
