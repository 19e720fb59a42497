from wagtail import hooks

from service_requests.inbox.viewset import RequestViewSet


@hooks.register("register_admin_viewset")
def register_inbox():
    return RequestViewSet()
