from django.utils.translation import gettext_lazy as _

from news.outputs import index_outputs
from pages.models.base import BasePage


class NewsIndexPage(BasePage):
    """消息: all news, each kind, each year, the issues of the bulletin, and the feeds."""

    kind = "news_index"
    list_addresses = r"story|notice|bulletin|press|page-\d+|\d{4}"
    subpage_types = ["news.NewsPage", "news.TopicPage"]

    class Meta:
        verbose_name = _("消息目录")
        verbose_name_plural = _("消息目录")

    def outputs(self, build):
        return index_outputs(self, build)
