"""Edits of what one kind of page has: dates, states, kinds, topics."""

from datetime import timedelta

from django.utils import timezone

from news.models import NewsPage, TopicPage
from pages.models import (
    EventPage,
    EventSeriesPage,
    GatheringPlaces,
    GuidePage,
    PointsPage,
    SectionPage,
    ServiceLine,
    ServicePage,
    SiteImage,
    StationPage,
)
from pages.recurrence_form import OTHER, PATTERNS
from tests.changes.choosing import Choose, change, pages, publish


@change
def edit_the_kind_of_news(choose: Choose) -> str:
    page = choose.page(NewsPage)
    page.news_kind = choose.one(NewsPage.Kind.values)
    return publish(page)


@change
def edit_the_date_of_news(choose: Choose) -> str:
    page = choose.page(NewsPage)
    month = choose.one(["2024-12", "2026-02", "2026-10", "2026-11", "2027-01"])
    page.published_on = f"{month}-{choose.one(['03', '19'])}"
    return publish(page)


@change
def edit_the_topics_of_news(choose: Choose) -> str:
    page = choose.page(NewsPage)
    topics = TopicPage.objects.order_by("pk")
    page.topics = choose.one([[], [choose.one(topics)], topics])
    return publish(page)


@change
def edit_what_belongs_to_a_topic(choose: Choose) -> str:
    page = choose.page(TopicPage)
    page.summary = f"导语 {choose.new_name()}"
    page.guides = [{"type": "guide", "value": choose.one(pages(GuidePage)).pk}]
    page.events = [{"type": "event", "value": choose.one(pages(EventPage)).pk}]
    return publish(page)


@change
def edit_the_issue_of_a_bulletin(choose: Choose) -> str:
    page = choose.page(NewsPage)
    page.news_kind = "bulletin"
    page.issue_year, page.issue_number = choose.one([2025, 2026]), choose.one([1, 2, 3])
    page.issue_total = choose.one([None, 57])
    return publish(page)


@change
def edit_where_news_comes_from(choose: Choose) -> str:
    page = choose.page(NewsPage)
    page.is_reprint = choose.one([True, False])
    page.source, page.original_title = choose.one(["", "示例来源"]), choose.new_name()
    page.original_url = choose.one(["", "https://example.org/"])
    return publish(page)


@change
def edit_when_an_event_recurs(choose: Choose) -> str:
    page = choose.page(EventPage)
    rules = [rule for rule in PATTERNS if rule not in (OTHER, "FREQ=MONTHLY;BYDAY")]
    page.recurrence, page.dates = choose.one(rules), []
    if page.recurrence:
        until = timezone.localdate(page.starts_at) + timedelta(days=choose.one([20, 100]))
        page.recurrence += choose.one(["", f";UNTIL={until:%Y%m%d}", ";COUNT=3"])
    return publish(page)


@change
def edit_when_an_event_begins(choose: Choose) -> str:
    """Today, soon, or in a month that has no event yet."""
    page = choose.page(EventPage)
    page.starts_at = timezone.now() + timedelta(days=choose.one([-40, 0, 3, 60]))
    page.ends_at = page.starts_at + timedelta(hours=choose.one([2, 50]))
    page.recurrence, page.dates = choose.one(["", "FREQ=WEEKLY"]), []
    return publish(page)


@change
def edit_single_dates_of_an_event(choose: Choose) -> str:
    page = choose.page(EventPage)
    first = timezone.localdate(page.starts_at)
    kind, distance = choose.one(
        [("cancelled", 0), ("moved", 7), ("added", 1), ("skipped", 7), ("moved", 0)]
    )
    value = {"day": (first + timedelta(days=distance)).isoformat(), "note": "改了"}
    if kind == "moved":
        value["new_day"] = (first + timedelta(days=choose.one([2, 31]))).isoformat()
    page.dates = [{"type": kind, "value": value}]
    return publish(page)


@change
def edit_the_state_of_an_event(choose: Choose) -> str:
    page = choose.page(EventPage)
    page.status = choose.one(EventPage.Status.values)
    page.status_reason = "下雨"
    if page.status == "postponed":
        page.recurrence, page.dates, page.postponed_from = "", [], page.starts_at
        page.starts_at, page.ends_at = (
            each + timedelta(days=choose.one([1, 30])) for each in (page.starts_at, page.ends_at)
        )
    return publish(page)


@change
def edit_the_place_of_an_event(choose: Choose) -> str:
    page = choose.page(EventPage)
    page.category = choose.one(EventPage.Category.values)
    page.station_id = choose.one([None, *pages(StationPage).values_list("pk", flat=True)])
    return publish(page)


@change
def edit_the_series_of_an_event(choose: Choose) -> str:
    page = choose.page(EventPage)
    page.series_id = choose.one([None, *pages(EventSeriesPage).values_list("pk", flat=True)])
    return publish(page)


@change
def tell_how_an_event_was(choose: Choose) -> str:
    """Of one that is over, so that it stands among those that were held."""
    page = choose.page(EventPage)
    page.starts_at = timezone.now() - timedelta(days=choose.one([2, 40]))
    page.ends_at = page.starts_at + timedelta(hours=2)
    page.recurrence, page.dates = "", []
    image = {"image": SiteImage.objects.first().pk, "alt_text": choose.new_name()}
    page.recap = [
        {"type": "text", "value": f"<p>{choose.new_name()}</p>"},
        {"type": "picture", "value": {"image": image, "caption": ""}},
    ]
    return publish(page)


@change
def edit_how_one_signs_up_for_an_event(choose: Choose) -> str:
    page = choose.page(EventPage)
    page.sign_up = choose.one(EventPage.SignUp.values)
    page.capacity = choose.one([None, 1, 30])
    page.guardian_required = choose.one([False, True])
    return publish(page)


@change
def sign_up_for_an_event(choose: Choose) -> str:
    """As far as the public site hears of it: two numbers."""
    page = choose.page(EventPage)
    page.sign_up, page.capacity = "form", 2
    page.save()
    key = timezone.localdate(page.starts_at)
    row, _made = GatheringPlaces.objects.get_or_create(occasion=page.occasion, key=key)
    row.taken, row.waiting = choose.one([1, 2]), choose.one([0, 1])
    row.save()
    return f"{row.taken} and {row.waiting} for {page.title}"


@change
def edit_the_state_of_a_guide(choose: Choose) -> str:
    page = choose.page(GuidePage)
    page.status = choose.one(GuidePage.Status.values)
    page.replaced_by_id = choose.one([None, *pages(GuidePage).values_list("pk", flat=True)])
    return publish(page)


@change
def edit_the_days_of_a_guide(choose: Choose) -> str:
    """Some of them come while the clock moves on: to be checked again, expired."""
    page = choose.page(GuidePage)
    page.review_after = timezone.localdate() + timedelta(days=choose.one([-1, 0, 8]))
    page.valid_to = timezone.localdate() + timedelta(days=choose.one([0, 1, 40]))
    return publish(page)


@change
def edit_where_a_guide_belongs(choose: Choose) -> str:
    page = choose.page(GuidePage)
    page.line = choose.one(ServiceLine.objects.all())
    page.service_id = choose.one([None, *pages(ServicePage).values_list("pk", flat=True)])
    station = choose.one(pages(StationPage))
    page.stations = [{"type": "station", "value": station.pk}]
    return publish(page)


@change
def edit_the_days_of_a_rule_set(choose: Choose) -> str:
    """Some come while the clock moves on: it begins to count, it counts no more."""
    page = choose.page(PointsPage)
    today = timezone.localdate()
    page.valid_from = today + timedelta(days=choose.one([-40, 0, 1]))
    page.valid_to = page.valid_from + timedelta(days=choose.one([0, 10, 60]))
    guides = choose.one([[], [choose.one(pages(GuidePage))]])
    page.guides = [{"type": "guide", "value": guide.pk} for guide in guides]
    return publish(page)


@change
def edit_a_service(choose: Choose) -> str:
    page = choose.page(ServicePage)
    page.line = choose.one(ServiceLine.objects.all())
    page.open_for_requests = choose.one([True, False])
    return publish(page)


@change
def edit_a_station(choose: Choose) -> str:
    page = choose.page(StationPage)
    page.district = choose.one(["香洲区", "斗门区", "金湾区"])
    page.phone = f"0756-{choose.new_name()}"
    return publish(page)


@change
def edit_the_hours_of_a_station(choose: Choose) -> str:
    """On single days, today's among them, it opens otherwise or not at all."""
    page = choose.page(StationPage)
    span = choose.one([("09:00", "12:00"), ("14:30", "21:00")])
    spans = [{"opens": span[0], "closes": span[1]}]
    day = (timezone.localdate() + timedelta(days=choose.one([-1, 0, 3]))).isoformat()
    week = {"days": choose.one([["mon"], ["sat", "sun"]]), "spans": spans}
    special = {"first": day, "last": None, "spans": choose.one([[], spans]), "note": "春节"}
    page.opening_hours = [{"type": "hours", "value": week}]
    page.special_days = choose.one([[], [{"type": "day", "value": special}]])
    return publish(page)


@change
def edit_the_layout_of_a_section(choose: Choose) -> str:
    page = choose.page(SectionPage)
    page.layout = choose.one(SectionPage.Layout.values)
    return publish(page)
