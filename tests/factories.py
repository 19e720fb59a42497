"""The smallest pages a test can stand on. Each is live, under the site's home page."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.models import Page, Site

from news.models import NewsIndexPage, NewsPage, TopicPage
from pages import models

SHANGHAI = ZoneInfo("Asia/Shanghai")


RULES = [
    {"type": "gate", "id": "gate0000", "value": {"label": "居住证", "proof": "居住证原件"}},
    {
        "type": "choice",
        "id": "school00",
        "value": {
            "label": "学历",
            "proof": "毕业证原件",
            "options": [{"label": "大专", "points": "30"}, {"label": "本科", "points": "50"}],
            "none": True,
        },
    },
    {
        "type": "group",
        "id": "group000",
        "value": {
            "label": "社保和志愿",
            "most": "30",
            "parts": [
                {
                    "type": "number",
                    "id": "insured0",
                    "value": {"label": "社保", "unit": "年", "points": "6", "maximum": "10"},
                },
                {
                    "type": "number",
                    "id": "hours000",
                    "value": {"label": "志愿", "unit": "小时", "points": "1.5", "per": "10"},
                },
            ],
        },
    },
    {
        "type": "deduction",
        "id": "fined000",
        "value": {"label": "处罚", "unit": "次", "points": "20"},
    },
]


def points_case(name: str, points: str, passes: str = "yes", **answers: str) -> dict:
    """An editor's example; `answers` by the name of the item."""
    given = [{"item": item, "answer": answer} for item, answer in answers.items()]
    value = {"name": name, "answers": given, "passes": passes, "points": points}
    return {"type": "case", "value": value}


class PageFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"页面 {number}")
    slug = factory.Sequence(lambda number: f"page-{number}")

    @classmethod
    def _create(cls, model, *args, parent=None, publish=True, **kwargs):
        page = model(**kwargs)
        page = (parent or home()).add_child(instance=page)
        if publish:
            page.save_revision().publish()
        return model.objects.get(pk=page.pk)


def home() -> models.HomePage:
    """The home page of the default site; made on first use."""
    if found := models.HomePage.objects.first():
        return found
    root = Page.get_first_root_node()
    Page.objects.filter(depth=2, slug="home").delete()
    root = Page.objects.get(pk=root.pk)
    page = root.add_child(
        instance=models.HomePage(title="首页", slug="home", slogan="这一路有我们")
    )
    Site.objects.all().delete()
    site = Site.objects.create(hostname="localhost", port=80, root_page=page, is_default_site=True)
    models.SiteSettings.for_site(site)
    return page


class SectionFactory(PageFactory):
    class Meta:
        model = models.SectionPage


class ArticleFactory(PageFactory):
    class Meta:
        model = models.ArticlePage


class GuideIndexFactory(PageFactory):
    class Meta:
        model = models.GuideIndexPage


class ServiceLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ServiceLine
        django_get_or_create = ("slug",)

    name = "办证"
    slug = "papers"


class GuideFactory(PageFactory):
    class Meta:
        model = models.GuidePage

    line = factory.SubFactory(ServiceLineFactory)
    answer_headline = "住满半年，就能办"
    last_verified = date(2026, 11, 18)
    verified_by = "政策咨询岗"
    source_name = "国务院令第 663 号"


class PointsIndexFactory(PageFactory):
    class Meta:
        model = models.PointsIndexPage


class PointsFactory(PageFactory):
    """A rule set with one item of each kind, all of it made up."""

    class Meta:
        model = models.PointsPage

    jurisdiction = "珠海"
    year = 2026
    is_sample = True
    document_number = "示例〔2026〕第 0 号"
    valid_from = date(2026, 1, 1)
    valid_to = date(2026, 12, 31)
    last_verified = date(2026, 11, 18)
    verified_by = "政策咨询岗"
    items = RULES
    threshold_label = "编的上一年的线"
    threshold_points = "80"
    cases = [points_case("大专，社保五年半，一次处罚", "40", 学历="大专", 社保="5.5", 处罚="1")]


class HandbookFactory(PageFactory):
    class Meta:
        model = models.HandbookPage

    edition = "2026 年冬季版"
    last_verified = date(2026, 11, 18)


class ChapterFactory(PageFactory):
    class Meta:
        model = models.HandbookChapterPage

    last_verified = date(2026, 11, 18)
    body = [{"type": "text", "value": "<p>先留证据。</p>"}]


class CalendarFactory(PageFactory):
    class Meta:
        model = models.EventCalendarPage


class SeriesFactory(PageFactory):
    class Meta:
        model = models.EventSeriesPage


class EventFactory(PageFactory):
    class Meta:
        model = models.EventPage

    category = "class"
    starts_at = datetime(2026, 12, 22, 18, tzinfo=SHANGHAI)
    ends_at = datetime(2026, 12, 22, 20, 30, tzinfo=SHANGHAI)
    venue = "前山服务站"


class StationIndexFactory(PageFactory):
    class Meta:
        model = models.StationIndexPage


class StationFactory(PageFactory):
    class Meta:
        model = models.StationPage

    district = "香洲区"
    address = "前山街道（示例地址）"


class ServiceIndexFactory(PageFactory):
    class Meta:
        model = models.ServiceIndexPage


class ServiceFactory(PageFactory):
    class Meta:
        model = models.ServicePage

    line = factory.SubFactory(ServiceLineFactory)
    duration = "3 个工作日内回电"


class NewsIndexFactory(PageFactory):
    class Meta:
        model = NewsIndexPage


class TopicFactory(PageFactory):
    class Meta:
        model = TopicPage


class NewsFactory(PageFactory):
    class Meta:
        model = NewsPage

    published_on = date(2026, 11, 20)
    body = [{"type": "text", "value": "<p>今天开始报名。</p>"}]


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SiteImage

    title = "饺子"
    description = "一碗饺子"
    file = factory.LazyFunction(lambda: picture_file())


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    title = "冬至活动须知"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4 sample", name="notice.pdf"))


class CountTableFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CountTable

    title = "大家来问什么"
    unit = "人次"
    period = "2026 年 10 月"
    as_of = date(2026, 10, 31)
    definition = "收到的求助，一件算一次。"
    source = "中心服务台账"
    rows = [("row", {"label": "工资", "count": 12}), ("row", {"label": "办证", "count": 7})]
    total = 19


def picture_file(size=(1200, 750), color="#0A5A6B") -> ImageFile:
    stream = io.BytesIO()
    Picture.new("RGB", size, color).save(stream, "PNG")
    stream.seek(0)
    return ImageFile(stream, name="picture.png")
