from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField

from pages.blocks import BodyBlock
from pages.coordinates import Point, gcj02_of, wgs84_of
from pages.map_links import map_links
from pages.models.base import BasePage
from pages.models.short_addressed import ShortAddressedPage
from pages.opening_blocks import OpeningHoursBlock, SpecialDaysBlock
from pages.opening_hours import opening_facts
from pages.publishing import Output, page_path
from pages.station_poster import poster_facts, poster_url


class WindowBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("窗口或服务"), max_length=40)
    note = blocks.CharBlock(label=_("办什么"), required=False, max_length=120)

    class Meta:
        label = _("窗口或服务")


LISTED = ("title", "url", "district", "phone", "opening_hours", "schedule")


class StationIndexPage(BasePage):
    """The directory of 新豫党团员服务站."""

    kind = "station_index"
    subpage_types = ["pages.StationPage"]

    class Meta:
        verbose_name = _("服务站目录")
        verbose_name_plural = _("服务站目录")

    def facts(self, build):
        stations = build.children(self)
        districts = dict.fromkeys(card["district"] for card in stations)
        return super().facts(build) | {
            "stations": stations,
            "districts": [
                {"name": name, "stations": [s for s in stations if s["district"] == name]}
                for name in districts
            ],
            "services": services(stations),
        }


def services(stations):
    """What one can get, with the stations where one gets it: the same list by another key."""
    names = dict.fromkeys(window["name"] for card in stations for window in card["windows"])
    return [
        {
            "name": name,
            "stations": [
                {key: card[key] for key in LISTED}
                for card in stations
                if name in {window["name"] for window in card["windows"]}
            ],
        }
        for name in names
    ]


class StationPage(ShortAddressedPage):
    """A service station: where it is, when it is open, what one can get there."""

    class CoordinateSystem(models.TextChoices):
        GCJ02 = "gcj02", _("高德、腾讯地图上取的")
        WGS84 = "wgs84", _("手机定位、卫星定位")

    district = models.CharField(_("区"), max_length=20)
    address = models.CharField(_("地址"), max_length=120)
    directions = models.CharField(_("怎么找到"), max_length=200, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    latitude = models.DecimalField(
        _("纬度"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("比如 22.248600；珠海的在 21 到 23 之间"),
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("经度"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("比如 113.526800；珠海的在 113 到 115 之间"),
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    coordinate_system = models.CharField(
        _("坐标从哪里来"),
        max_length=10,
        choices=CoordinateSystem,
        default=CoordinateSystem.GCJ02,
        help_text=_("选错了，地图上会差几百米。百度地图上取的不能用"),
    )
    opening_hours = StreamField(
        OpeningHoursBlock(),
        verbose_name=_("开放时间"),
        blank=True,
        help_text=_("没写到的日子算休息"),
    )
    opening_note = models.CharField(
        _("时间的说明"), max_length=60, blank=True, help_text=_("比如：休息日有急事，打电话")
    )
    special_days = StreamField(
        SpecialDaysBlock(),
        verbose_name=_("特别的日子"),
        blank=True,
        help_text=_("放假、调休、临时不开。过了的日子网页上自己会拿掉"),
    )
    windows = StreamField([("window", WindowBlock())], verbose_name=_("窗口和服务"), blank=True)
    picture = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("照片"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("介绍"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("district"),
                FieldPanel("address"),
                FieldPanel("directions"),
                FieldPanel("phone"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("coordinate_system"),
            ],
            heading=_("在哪里"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("opening_hours"),
                FieldPanel("opening_note"),
                FieldPanel("special_days"),
            ],
            heading=_("什么时候开"),
        ),
        FieldPanel("windows"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    api_fields = [APIField("district"), APIField("address"), APIField("phone")]

    kind = "station"
    asks_readers = True
    parent_page_types = ["pages.StationIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("服务站")
        verbose_name_plural = _("服务站")

    def clean(self):
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: _("纬度和经度要么都填，要么都空着")})

    def facts(self, build):
        return (
            super().facts(build)
            | build.card(self.pk)
            | self.position()
            | {
                "directions": self.directions,
                "picture": build.image(self.picture_id, "body"),
                "body": build.stream(self.body),
                "others": build.siblings(self),
                "poster_url": poster_url(build.url(self.pk)),
            }
        )

    def position(self):
        """WGS-84, as machines want it, and the way to it on the maps that people use."""
        if self.latitude is None or self.longitude is None:
            return {"latitude": None, "longitude": None, "maps": []}
        given: Point = (float(self.latitude), float(self.longitude))
        on_maps = self.coordinate_system == self.CoordinateSystem.GCJ02
        latitude, longitude = wgs84_of(given) if on_maps else given
        return {
            "latitude": round(latitude, 6),
            "longitude": round(longitude, 6),
            "maps": map_links(self.title, self.address, given if on_maps else gcj02_of(given)),
        }

    def card(self, build):
        return super().card(build) | self.place(build)

    def place(self, build):
        hours, special = (
            [item["value"] for item in build.stream(field)]
            for field in (self.opening_hours, self.special_days)
        )
        return {
            "district": self.district,
            "address": self.address,
            "phone": self.phone,
            **opening_facts(hours, special, build.today),
            "opening_note": self.opening_note,
            "windows": [item["value"] for item in build.stream(self.windows)],
        }

    def outputs(self, build):
        yield from super().outputs(build)
        path = page_path(poster_url(build.url(self.pk)))
        yield Output(path, "pages/station_poster.html", partial(poster_facts, self, build))

    @property
    def share_picture_id(self):
        return self.share_image_id or self.picture_id
