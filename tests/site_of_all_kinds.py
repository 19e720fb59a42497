"""A small site with one live page of each kind, linked with one another as a site would."""

from wagtail.models import Page

from pages.models import EventPage, GuidePage, ServicePage, SiteImage, StationPage
from tests import factories as make

Pages = dict[str, Page]  # by kind, as the tests name it: "guide", "news_index"


def build_site() -> Pages:
    pages: Pages = {"home": make.home()}
    picture = make.ImageFactory()
    pages |= build_stations()
    pages |= build_services()
    pages |= build_guides(pages["service"])
    pages |= build_points(pages["guide"], pages["service"])
    pages |= build_handbook(pages["guide"], picture)
    pages |= build_events(pages["station"])
    pages |= build_news(picture, pages["guide"], pages["event"])
    pages |= build_section()
    return pages


def build_stations() -> Pages:
    index = make.StationIndexFactory(title="服务站", slug="stations", show_in_menus=True)
    spans = [{"opens": "09:00:00", "closes": "12:00:00"}, {"opens": "14:00", "closes": "17:30"}]
    days = ["tue", "wed", "thu", "fri", "sat", "sun"]
    new_year = {"first": "2027-01-01", "spans": [], "note": "元旦"}
    station = make.StationFactory(
        parent=index,
        title="前山站",
        slug="qianshan",
        opening_hours=[{"type": "hours", "value": {"days": days, "spans": spans}}],
        special_days=[{"type": "day", "value": new_year}],
        windows=[{"type": "window", "value": {"name": "证件办理", "note": "看材料"}}],
        latitude="22.248600",
        longitude="113.526800",
    )
    return {"station_index": index, "station": station}


def build_services() -> Pages:
    index = make.ServiceIndexFactory(title="请中心帮忙", slug="services")
    question = {
        "type": "long_text",
        "id": "11111111-0000",
        "value": {"label": "是什么事", "help_text": "几句话就行", "required": True},
    }
    service = make.ServiceFactory(
        parent=index, title="帮看材料", slug="papers-help", form_fields=[question]
    )
    return {"service_index": index, "service": service}


def build_guides(service: ServicePage) -> Pages:
    index = make.GuideIndexFactory(
        title="办事指南", slug="guides", menu_label="办事", show_in_menus=True
    )
    guide = make.GuideFactory(
        parent=index,
        title="居住证",
        slug="permit",
        service=service,
        materials=[{"type": "material", "value": {"name": "本人身份证", "form": "original"}}],
        steps=[{"type": "step", "value": {"title": "去窗口", "text": "<p>带上材料。</p>"}}],
        statutory_days=15,
        day_unit="calendar",
        zhuhai=[{"type": "line", "value": "申领、签注"}],
    )
    return {"guide_index": index, "guide": guide}


def build_points(guide: GuidePage, service: ServicePage) -> Pages:
    index = make.PointsIndexFactory(title="积分测算", slug="points")
    rule_set = make.PointsFactory(
        parent=index,
        title="积分入户测算（示例）",
        slug="sample",
        guides=[{"type": "guide", "value": guide.pk}],
        service=service,
    )
    return {"points_index": index, "points": rule_set}


def build_handbook(guide: GuidePage, picture: SiteImage) -> Pages:
    handbook = make.HandbookFactory(title="手册", slug="handbook", cover=picture)
    chapter = make.ChapterFactory(
        parent=handbook, title="欠薪", slug="wages", body=chapter_body(guide, picture)
    )
    return {"handbook": handbook, "chapter": chapter}


def chapter_body(guide: GuidePage, picture: SiteImage) -> list[dict]:
    link = f'<a linktype="page" id="{guide.pk}">居住证</a>'
    return [
        {"type": "heading", "id": "22222222-0000", "value": "先别吵"},
        {"type": "text", "value": f"<p>看{link}。</p>"},
        {"type": "picture", "value": {"image": {"image": picture.pk, "alt_text": "插画"}}},
        {"type": "guide_facts", "value": {"guide": guide.pk, "title": "发证要多久"}},
    ]


def build_events(station: StationPage) -> Pages:
    calendar = make.CalendarFactory(title="活动", slug="events")
    series = make.SeriesFactory(parent=calendar, title="同吃家乡饭", slug="meals")
    event = make.EventFactory(
        parent=calendar,
        series=series,
        title="包饺子",
        slug="dumplings",
        station=station,
        occasion="e4cf1d33-acab-4334-807d-c69306081993",
    )
    return {"calendar": calendar, "series": series, "event": event}


def build_news(picture: SiteImage, guide: GuidePage, event: EventPage) -> Pages:
    index = make.NewsIndexFactory(title="消息", slug="news")
    topic = make.TopicFactory(
        parent=index,
        title="同吃家乡饭",
        slug="hometown-meal",
        cover=picture,
        guides=[{"type": "guide", "value": guide.pk}],
        events=[{"type": "event", "value": event.pk}],
    )
    news = make.NewsFactory(
        parent=index, title="开始报名", slug="sign-up", cover=picture, topics=[topic]
    )
    return {"news_index": index, "topic": topic, "news": news}


def build_section() -> Pages:
    section = make.SectionFactory(title="关于", slug="about")
    article = make.ArticleFactory(parent=section, title="隐私", slug="privacy", summary="不留痕迹")
    return {"section": section, "article": article}
