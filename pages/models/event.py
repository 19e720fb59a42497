import uuid
from functools import partial

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.calendar import as_shown, next_of, tickets
from pages.event_blocks import ChangedDatesBlock
from pages.event_dates import check_dates
from pages.event_form import EventForm
from pages.form_blocks import SignUpQuestionsBlock
from pages.ics import calendar_ics
from pages.models.base import BasePage
from pages.models.taxonomy import ServiceMode
from pages.publishing import Output, file_path
from pages.recap_blocks import RecapBlock
from pages.recurrence_words import rhythm
from pages.sign_up_form import sign_up_form


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
    series = models.ForeignKey(
        "pages.EventSeriesPage",
        verbose_name=_("系列"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("比如：明德讲堂；系列自己是日历下面的一页"),
    )
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    recurrence = models.CharField(_("重复"), max_length=200, blank=True)  # a rule of RFC 5545
    confirm_dates = models.BooleanField(
        _("每一场先确认再公布"),
        default=False,
        help_text=_("重复的规则只用来提日子：在“排日子”里一场一场定，没定的读者看不到"),
    )
    dates = StreamField(ChangedDatesBlock(), verbose_name=_("取消一场、改一场、加一场"), blank=True)
    # The earlier part of a series that was split, so that what follows could be changed.
    continues = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.PLANNED)
    postponed_from = models.DateTimeField(
        _("原定时间"),
        null=True,
        blank=True,
        help_text=_("不重复的活动改期以后，写原来是哪天几点；报了名的人还算那一场的"),
    )
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
    capacity = models.PositiveIntegerField(
        _("名额"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("每一场几个人；空着就不限。满了自动排队，有人取消就按次序补上"),
    )
    sign_up_days_before = models.PositiveSmallIntegerField(
        _("提前几天截止报名"), default=0, help_text=_("0 就是开始之前都能报")
    )
    form_fields = StreamField(
        SignUpQuestionsBlock(),
        verbose_name=_("报名还要问什么"),
        blank=True,
        help_text=_("称呼、手机号、几个人已经会问；要监护人的，监护人和紧急联系人也会问"),
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
    recap = StreamField(
        RecapBlock(),
        verbose_name=_("活动回顾"),
        blank=True,
        help_text=_("办完以后写几句，放几张照片；照片上有人，先问过本人"),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("category"), FieldPanel("mode"), FieldPanel("series")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("recurrence"),
                FieldPanel("confirm_dates"),
                FieldPanel("dates"),
                FieldRowPanel([FieldPanel("status"), FieldPanel("postponed_from")]),
                FieldPanel("status_reason"),
            ],
            heading=_("什么时候"),
        ),
        FieldRowPanel([FieldPanel("venue"), FieldPanel("station")], heading=_("在哪里")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("audience"), FieldPanel("fee")]),
                FieldPanel("sign_up"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("sign_up_days_before")]),
                FieldPanel("guardian_required"),
                FieldPanel("form_fields"),
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
    asks_readers = True
    base_form_class = EventForm
    build_filters = ("continues",)
    exclude_fields_in_copy = ["occasion", "continues"]
    parent_page_types = ["pages.EventCalendarPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("活动")
        verbose_name_plural = _("活动")

    def clean(self):
        super().clean()
        check_dates(self)

    def facts(self, build):
        held = tickets(self, build)
        coming = [as_shown(facts, build) for facts in held if not facts["past"]]
        return (
            super().facts(build)
            | build.card(self.pk)
            | {
                "tickets": coming[:12],
                "ticket": as_shown(next_of(held), build),
                "over": not coming,
                "rhythm": rhythm(self),
                "continues": build.link(self.continues_id),
                "continued_by": self.continued_by(build),
                "fee": self.fee,
                "guardian_required": self.guardian_required,
                "form": sign_up_form(self, coming, build),
                "cover": build.image(self.cover_id, "body"),
                "body": build.stream(self.body),
                "recap": build.stream(self.recap),
                "ics_url": f"{build.url(self.pk)}event.ics" if coming else "",
            }
        )

    def continued_by(self, build):
        later = build.listing("pages.EventPage", continues=self.pk).first(1) if self.pk else []
        return {name: later[0][name] for name in ("id", "title", "url")} if later else None

    def card(self, build):
        return super().card(build) | {
            "category": str(self.get_category_display()),
            "category_key": self.category,
            "series": build.link(self.series_id),
            "venue": self.venue,
            "station": build.link(self.station_id),
            "audience": self.audience,
            "status": self.status,
            "status_label": str(self.get_status_display()),
            "status_reason": self.status_reason,
            "sign_up": self.sign_up,
            "sign_up_label": str(self.get_sign_up_display()),
            "capacity": self.capacity,
            "occasion": str(self.occasion),
            "sign_up_days_before": self.sign_up_days_before,
            "has_recap": bool(self.recap),
        }

    def outputs(self, build):
        yield from super().outputs(build)
        url = build.url(self.pk)
        body = partial(calendar_ics, self.title, [self.pk], build)
        yield Output(file_path(f"{url}event.ics"), body=body)

    @property
    def share_picture_id(self):
        return self.share_image_id or self.cover_id
