from news.models.index import NewsIndexPage
from news.models.news import NewsPage
from news.models.topic import TopicPage

__all__ = ["NewsIndexPage", "NewsPage", "TopicPage"]
