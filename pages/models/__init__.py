from pages.models.article import ArticlePage
from pages.models.base import BasePage
from pages.models.calendar_day import CalendarDay
from pages.models.counts import CountTable
from pages.models.event import EventPage
from pages.models.event_calendar import EventCalendarPage
from pages.models.event_series import EventSeriesPage
from pages.models.guide import GuideIndexPage, GuidePage
from pages.models.handbook import HandbookChapterPage, HandbookPage
from pages.models.handbook_edition import HandbookEdition
from pages.models.handbook_file import HandbookFile
from pages.models.handbook_progress import HandbookProgress
from pages.models.home import HomePage
from pages.models.image import SiteImage, SiteRendition
from pages.models.places import GatheringPlaces
from pages.models.points import PointsIndexPage, PointsPage
from pages.models.section import SectionPage
from pages.models.service import ServiceIndexPage, ServicePage
from pages.models.settings import SiteSettings
from pages.models.short_address import ShortAddress
from pages.models.short_addressed import ShortAddressedPage
from pages.models.station import StationIndexPage, StationPage
from pages.models.taxonomy import ServiceLine, ServiceMode

__all__ = [
    "ArticlePage",
    "BasePage",
    "CalendarDay",
    "CountTable",
    "EventCalendarPage",
    "EventPage",
    "EventSeriesPage",
    "GatheringPlaces",
    "GuideIndexPage",
    "GuidePage",
    "HandbookChapterPage",
    "HandbookEdition",
    "HandbookFile",
    "HandbookPage",
    "HandbookProgress",
    "HomePage",
    "PointsIndexPage",
    "PointsPage",
    "SectionPage",
    "ServiceIndexPage",
    "ServiceLine",
    "ServiceMode",
    "ServicePage",
    "ShortAddress",
    "ShortAddressedPage",
    "SiteImage",
    "SiteRendition",
    "SiteSettings",
    "StationIndexPage",
    "StationPage",
]
