from django.urls import reverse
from wagtail import hooks

from search.admin import TITLE, SynonymViewSet, UnansweredMenuItem, urlpatterns


@hooks.register("register_admin_viewset")
def register_synonyms():
    return SynonymViewSet()


@hooks.register("register_admin_urls")
def register_urls():
    return urlpatterns


@hooks.register("register_reports_menu_item")
def register_report():
    return UnansweredMenuItem(
        TITLE,
        reverse("unanswered_queries"),
        name="unanswered-queries",
        icon_name="search",
        order=95,
    )
