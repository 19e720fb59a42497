from django.apps import AppConfig


class ConventionalConfig(AppConfig):
    name = "tests.benchmarks.conventional"
    label = "conventional"

    def ready(self):
        """Let Wagtail itself serve NewsPage, from a template that asks the database."""
        from wagtail.models import Page

        from news.models import NewsPage

        NewsPage.serve = Page.serve
        NewsPage.template = "conventional/news_page.html"
        NewsPage.get_context = get_context


def get_context(page, request, *args, **kwargs):
    from wagtail.models import Page

    others = type(page).objects.live().filter(news_kind=page.news_kind).exclude(pk=page.pk)
    context = Page.get_context(page, request, *args, **kwargs)
    return context | {"related": others.order_by("-published_on", "-pk")[:3]}
