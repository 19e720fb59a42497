"""The home page: by what one is living through, not by department."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from pages.blocks import FigureBlock
from pages.calendar import next_occurrences
from pages.days import day_facts
from pages.models.base import BasePage
from pages.models.event_calendar import EventCalendarPage
from pages.models.service import ServiceIndexPage
from pages.models.station import StationIndexPage, StationPage

SITUATION_ICONS = [
    ("arrive", _("行李箱")),
    ("work", _("工牌")),
    ("wages", _("工资条")),
    ("health", _("病历")),
    ("school", _("书包")),
    ("papers", _("证件")),
    ("home", _("热饺子")),
    ("ask", _("问号")),
]


class WayBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("去哪一页"))
    label = blocks.CharBlock(label=_("显示的字"), required=False, max_length=10)

    class Meta:
        label = _("还能去")


class SituationBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("遇到什么事"), max_length=20)
    text = blocks.CharBlock(label=_("包括什么"), max_length=60)
    icon = blocks.ChoiceBlock(label=_("图案"), choices=SITUATION_ICONS)
    page = blocks.PageChooserBlock(label=_("先看哪一页"))
    phone = blocks.CharBlock(label=_("打哪个电话"), required=False, max_length=20)
    ways = blocks.ListBlock(
        WayBlock(),
        label=_("再去哪里"),
        default=[],
        max_num=3,
        help_text=_("别的指南、填的表、积分测算，最多三个，每个四五个字"),
    )

    class Meta:
        label = _("处境")


def situation_facts(value):
    """With what is left of its ways: a page that is gone leads nowhere."""
    ways = [
        {"url": way["page"]["url"], "label": way["label"] or way["page"]["title"]}
        for way in value["ways"]
        if way["page"]
    ]
    return value | {"ways": ways}


class HotSearchBlock(blocks.StructBlock):
    word = blocks.CharBlock(label=_("词"), max_length=12)

    class Meta:
        label = _("常搜的词")


class HomePage(BasePage):
    slogan = models.CharField(_("大标题"), max_length=40)
    search_hint = models.CharField(_("搜索框里的提示"), max_length=30, blank=True)
    hot_searches = StreamField([("hot", HotSearchBlock())], verbose_name=_("常搜"), blank=True)
    hours_today = models.CharField(
        _("窗口时间"),
        max_length=60,
        blank=True,
        help_text=_("首页站牌上的一行，比如：周二至周日 9:00–17:30"),
    )
    situations = StreamField(
        [("situation", SituationBlock())], verbose_name=_("你现在遇到什么事"), blank=True
    )
    figures = StreamField([("figure", FigureBlock())], verbose_name=_("走过的路"), blank=True)
    figures_note = models.CharField(_("数字的说明"), max_length=200, blank=True)
    figures_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("每个数字怎么算的"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("slogan"),
        MultiFieldPanel(
            [FieldPanel("search_hint"), FieldPanel("hot_searches"), FieldPanel("hours_today")],
            heading=_("开场"),
        ),
        FieldPanel("situations"),
        MultiFieldPanel(
            [FieldPanel("figures"), FieldPanel("figures_note"), FieldPanel("figures_page")],
            heading=_("走过的路"),
        ),
    ]

    kind = "home"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("首页")
        verbose_name_plural = _("首页")

    def share_label(self, build):
        return ""

    @property
    def share_title(self):
        return self.slogan

    def facts(self, build):
        return (
            super().facts(build)
            | {
                "slogan": self.slogan,
                "search_hint": self.search_hint,
                "hot_searches": [item["value"]["word"] for item in build.stream(self.hot_searches)],
                "hours_today": self.hours_today,
                "today": day_facts(build.today),
                "situations": [
                    situation_facts(item["value"]) for item in build.stream(self.situations)
                ],
                "figures": [item["value"] for item in build.stream(self.figures)],
                "figures_note": self.figures_note,
                "figures_page": build.link(self.figures_page_id),
            }
            | self.lists(build)
        )

    def lists(self, build):
        """What other page kinds put on the home page, with the way to all of them."""
        stations = build.listing(StationPage)
        return {
            "events": next_occurrences(build, limit=3),
            "events_page": index_link(build, EventCalendarPage),
            "news": build.listing("news.NewsPage").first(4),
            "news_page": index_link(build, "news.NewsIndexPage"),
            "stations": stations.first(3),
            "station_count": stations.count(),
            "stations_page": index_link(build, StationIndexPage),
            "services_page": index_link(build, ServiceIndexPage),
        }


def index_link(build, kind):
    return build.link(build.listing(kind).first_id())
