from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ServiceRequestsConfig(AppConfig):
    name = "service_requests"
    verbose_name = _("诉求")

    def ready(self):
        post_migrate.connect(create_roles, sender=self)


def create_roles(using, **kwargs):
    from service_requests.roles import ensure_roles

    ensure_roles(using)
