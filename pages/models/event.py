import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.calendar import next_ticket, tickets
from pages.event_lists import EventLists
from pages.ics import event_ics
from pages.models.base import BasePage
from pages.models.taxonomy import ServiceMode
from pages.publishing import Output, file_path

RECURRENCES = [
    ("", _("不重复")),
    ("FREQ=WEEKLY", _("每周")),
    ("FREQ=WEEKLY;INTERVAL=2", _("每两周")),
    ("FREQ=MONTHLY;BYDAY=2SA,4SA", _("每月第二、第四个周六")),
    ("FREQ=MONTHLY;BYDAY=2SU,4SU", _("每月第二、第四个周日")),
    ("FREQ=MONTHLY;BYDAY=1SA", _("每月第一个周六")),
    ("FREQ=MONTHLY;BYDAY=1SU", _("每月第一个周日")),
]


class HolidayBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("节日"), max_length=30)
    note = blocks.CharBlock(label=_("安排"), max_length=80, default="待国务院通知")

    class Meta:
        label = _("节日")


class ChangedDateBlock(blocks.StructBlock):
    day = blocks.DateBlock(label=_("哪一天"))
    starts = blocks.TimeBlock(label=_("改到几点开始"), required=False)
    cancelled = blocks.BooleanBlock(label=_("这一天取消"), required=False)
    note = blocks.CharBlock(label=_("原因或说明"), required=False, max_length=120)

    class Meta:
        label = _("日期")


class EventCalendarPage(BasePage):
    """The calendar: a page for the present, one a month, one a category, and one .ics."""

    holidays = StreamField([("holiday", HolidayBlock())], verbose_name=_("放假安排"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("holidays")]

    kind = "calendar"
    list_addresses = r"class|talk|arts|festival|children|outreach|volunteer|social|\d{4}-\d{2}"
    subpage_types = ["pages.EventPage"]

    class Meta:
        verbose_name = _("活动日历")
        verbose_name_plural = _("活动日历")

    def facts(self, build):
        return super().facts(build) | {
            "holidays": [item["value"] for item in build.stream(self.holidays)],
        }

    def outputs(self, build):
        return EventLists(self, build).outputs()


class EventPage(BasePage):
    class Category(models.TextChoices):
        CLASS = "class", _("周末课堂")
        TALK = "talk", _("讲座")
        ARTS = "arts", _("文艺")
        FESTIVAL = "festival", _("节日")
        CHILDREN = "children", _("孩子")
        OUTREACH = "outreach", _("上门服务")
        VOLUNTEER = "volunteer", _("志愿服务")
        SOCIAL = "social", _("联谊")

    class Status(models.TextChoices):
        PLANNED = "planned", _("照常")
        CANCELLED = "cancelled", _("已取消")
        POSTPONED = "postponed", _("已改期")

    class SignUp(models.TextChoices):
        NONE = "none", _("不用报名")
        FORM = "form", _("填表报名")
        PHONE = "phone", _("电话报名")

    # With a ticket's key it names one gathering for good: kept when a recurring event is split
    # in two pages, so not unique.
    occasion = models.UUIDField(default=uuid.uuid4, editable=False)
    category = models.CharField(_("种类"), max_length=10, choices=Category)
    mode = models.ForeignKey(
        ServiceMode,
        verbose_name=_("服务方式"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    series = models.CharField(_("系列"), max_length=30, blank=True, help_text=_("比如：明德讲堂"))
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    recurrence = models.CharField(_("重复"), max_length=120, choices=RECURRENCES, blank=True)
    recurrence_until = models.DateField(_("重复到哪天"), null=True, blank=True)
    dates = StreamField(
        [("date", ChangedDateBlock())], verbose_name=_("加一天、改一天或取消一天"), blank=True
    )
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.PLANNED)
    status_reason = models.CharField(_("取消或改期的原因"), max_length=120, blank=True)
    venue = models.CharField(_("地点"), max_length=80)
    station = models.ForeignKey(
        "pages.StationPage",
        verbose_name=_("服务站"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    audience = models.CharField(_("谁能来"), max_length=80, blank=True)
    fee = models.CharField(_("费用"), max_length=40, default="免费")
    guardian_required = models.BooleanField(_("要家长同意"), default=False)
    sign_up = models.CharField(_("报名方式"), max_length=10, choices=SignUp, default=SignUp.NONE)
    capacity = models.PositiveIntegerField(_("名额"), null=True, blank=True)
    service = models.ForeignKey(
        "pages.ServicePage",
        verbose_name=_("报名表"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    cover = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("题图"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("介绍"), blank=True)
    recap = StreamField(BodyBlock(), verbose_name=_("活动回顾"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("category"), FieldPanel("mode"), FieldPanel("series")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("recurrence"), FieldPanel("recurrence_until")]),
                FieldPanel("dates"),
                FieldRowPanel([FieldPanel("status"), FieldPanel("status_reason")]),
            ],
            heading=_("什么时候"),
        ),
        FieldRowPanel([FieldPanel("venue"), FieldPanel("station")], heading=_("在哪里")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("audience"), FieldPanel("fee")]),
                FieldRowPanel([FieldPanel("sign_up"), FieldPanel("capacity")]),
                FieldPanel("service"),
                FieldPanel("guardian_required"),
            ],
            heading=_("谁来、怎么报名"),
        ),
        FieldPanel("cover"),
        FieldPanel("body"),
        FieldPanel("recap"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("starts_at"),
    ]
    api_fields = [APIField("category"), APIField("starts_at"), APIField("ends_at")]

    kind = "event"
    exclude_fields_in_copy = ["occasion"]
    parent_page_types = ["pages.EventCalendarPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("活动")
        verbose_name_plural = _("活动")

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("结束要晚于开始")})
        first = timezone.localdate(self.starts_at) if self.starts_at else None
        if first and self.recurrence_until and self.recurrence_until < first:
            raise ValidationError({"recurrence_until": _("重复的最后一天要在开始之后")})

    def facts(self, build):
        coming = [facts for facts in tickets(self, build) if not facts["past"]]
        return (
            super().facts(build)
            | build.card(self.pk)
            | {
                "tickets": coming[:12],
                "ticket": next_ticket(self, build),
                "over": not coming,
                "fee": self.fee,
                "guardian_required": self.guardian_required,
                "service": build.link(self.service_id),
                "cover": build.image(self.cover_id, "body"),
                "body": build.stream(self.body),
                "recap": build.stream(self.recap),
                "ics_url": f"{build.url(self.pk)}event.ics" if coming else "",
            }
        )

    def card(self, build):
        return super().card(build) | {
            "category": str(self.get_category_display()),
            "category_key": self.category,
            "series": self.series,
            "venue": self.venue,
            "station": build.link(self.station_id),
            "audience": self.audience,
            "status": self.status,
            "status_label": str(self.get_status_display()),
            "status_reason": self.status_reason,
            "sign_up": self.sign_up,
            "sign_up_label": str(self.get_sign_up_display()),
            "capacity": self.capacity,
            "has_recap": bool(self.recap),
        }

    def outputs(self, build):
        yield from super().outputs(build)
        url = build.url(self.pk)
        yield Output(file_path(f"{url}event.ics"), body=lambda: event_ics([self], build))

    @property
    def share_picture_id(self):
        return self.share_image_id or self.cover_id
