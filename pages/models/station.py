from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField

from pages.blocks import BodyBlock
from pages.models.base import BasePage
from pages.models.short_addressed import ShortAddressedPage


class OpeningHoursBlock(blocks.StructBlock):
    days = blocks.CharBlock(label=_("哪几天"), max_length=40, help_text=_("比如：周二至周日"))
    hours = blocks.CharBlock(label=_("几点到几点"), max_length=60, help_text=_("比如：9:00–17:30"))

    class Meta:
        label = _("时间")


class WindowBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("窗口或服务"), max_length=40)
    note = blocks.CharBlock(label=_("办什么"), required=False, max_length=120)

    class Meta:
        label = _("窗口或服务")


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
        }


class StationPage(ShortAddressedPage):
    """A service station: where it is, when it is open, what one can get there."""

    district = models.CharField(_("区"), max_length=20)
    address = models.CharField(_("地址"), max_length=120)
    directions = models.CharField(_("怎么找到"), max_length=200, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    latitude = models.DecimalField(
        _("纬度"), max_digits=9, decimal_places=6, null=True, blank=True, help_text=_("WGS-84")
    )
    longitude = models.DecimalField(
        _("经度"), max_digits=9, decimal_places=6, null=True, blank=True, help_text=_("WGS-84")
    )
    opening_hours = StreamField(
        [("hours", OpeningHoursBlock())], verbose_name=_("开放时间"), blank=True
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
            ],
            heading=_("在哪里"),
        ),
        FieldPanel("opening_hours"),
        FieldPanel("windows"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    api_fields = [APIField("district"), APIField("address"), APIField("phone")]

    kind = "station"
    parent_page_types = ["pages.StationIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("服务站")
        verbose_name_plural = _("服务站")

    def facts(self, build):
        return (
            super().facts(build)
            | self.place(build)
            | {
                "directions": self.directions,
                "latitude": float(self.latitude) if self.latitude is not None else None,
                "longitude": float(self.longitude) if self.longitude is not None else None,
                "picture": build.image(self.picture_id, "body"),
                "body": build.stream(self.body),
                "others": build.siblings(self),
            }
        )

    def card(self, build):
        return super().card(build) | self.place(build)

    def place(self, build):
        return {
            "district": self.district,
            "address": self.address,
            "phone": self.phone,
            "opening_hours": [item["value"] for item in build.stream(self.opening_hours)],
            "windows": [item["value"] for item in build.stream(self.windows)],
        }

    @property
    def share_picture_id(self):
        return self.share_image_id or self.picture_id
