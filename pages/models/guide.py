"""办事指南: what one may do, where, with what, how long and for how much."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from pages.blocks import LINE_FEATURES, TEXT_FEATURES
from pages.guide_blocks import (
    AnswerFactBlock,
    ChangeBlock,
    ConditionBlock,
    FeeBlock,
    GuideStationBlock,
    LegalBasisBlock,
    MaterialBlock,
    PlaceLineBlock,
    QuestionBlock,
    ScenarioBlock,
    StepBlock,
)
from pages.guide_facts import guide_card, guide_facts
from pages.guide_form import GuideForm
from pages.guide_panels import GUIDE_PANELS
from pages.guide_pictures import picture_files, with_pictures
from pages.models.base import BasePage
from pages.models.short_addressed import ShortAddressedPage
from pages.models.taxonomy import ServiceLine


class GuideIndexPage(BasePage):
    """All guides, sorted by the nine lines of service."""

    kind = "guide_index"
    subpage_types = ["pages.GuidePage"]

    class Meta:
        verbose_name = _("办事指南目录")
        verbose_name_plural = _("办事指南目录")

    def facts(self, build):
        guides = build.children(self)
        lines = build.all(ServiceLine)
        return super().facts(build) | {
            "guides": guides,
            "lines": [
                {
                    "name": line.name,
                    "slug": line.slug,
                    "guides": [card for card in guides if card["line"] == line.name],
                }
                for line in lines
            ],
        }


class GuidePage(ShortAddressedPage):
    class Status(models.TextChoices):
        CURRENT = "current", _("现行")
        CHANGED = "changed", _("已变更")
        STOPPED = "stopped", _("已停办")

    class DayUnit(models.TextChoices):
        WORKING = "working", _("工作日")
        CALENDAR = "calendar", _("自然日")

    # identity
    code = models.CharField(_("事项编码"), max_length=30, blank=True)
    line = models.ForeignKey(
        ServiceLine,
        verbose_name=_("服务事项"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    implementing_body = models.CharField(_("实施主体"), max_length=80, blank=True)
    audience = models.CharField(_("服务对象"), max_length=120, blank=True)
    jurisdiction = models.CharField(_("适用地区"), max_length=60, blank=True)

    # the answer first
    answer_headline = models.CharField(_("一句话结论"), max_length=60)
    answer = models.CharField(_("结论的展开"), max_length=200, blank=True)
    answer_facts = StreamField(
        [("fact", AnswerFactBlock())], verbose_name=_("三个要点"), blank=True, max_num=4
    )

    # decide
    eligibility_intro = RichTextField(_("受理条件"), features=TEXT_FEATURES, blank=True)
    eligibility = StreamField(
        [("condition", ConditionBlock())], verbose_name=_("任意一条即可"), blank=True
    )
    ineligible = RichTextField(_("不予受理"), features=TEXT_FEATURES, blank=True)
    scenarios = StreamField(
        [("scenario", ScenarioBlock())], verbose_name=_("情形"), blank=True, max_num=8
    )

    # bring
    materials = StreamField([("material", MaterialBlock())], verbose_name=_("申请材料"), blank=True)

    # do
    steps = StreamField([("step", StepBlock())], verbose_name=_("办理流程"), blank=True)
    end_note = models.CharField(_("办好之后"), max_length=120, blank=True)
    channels = models.CharField(_("办理渠道"), max_length=200, blank=True)
    locations = RichTextField(_("办理地点"), features=TEXT_FEATURES, blank=True)
    stations = StreamField(
        [("station", GuideStationBlock())], verbose_name=_("可以去问的服务站"), blank=True
    )
    office_hours = models.CharField(_("办理时间"), max_length=120, blank=True)
    visits = models.PositiveSmallIntegerField(_("到现场次数"), null=True, blank=True)

    # time and cost
    statutory_days = models.PositiveSmallIntegerField(_("法定时限（天）"), null=True, blank=True)
    promised_days = models.PositiveSmallIntegerField(_("承诺时限（天）"), null=True, blank=True)
    day_unit = models.CharField(_("按什么算"), max_length=10, choices=DayUnit, blank=True)
    fees = StreamField([("fee", FeeBlock())], verbose_name=_("收费"), blank=True)

    # result
    result_name = models.CharField(_("办理结果"), max_length=80, blank=True)
    delivery = models.CharField(_("送达方式"), max_length=120, blank=True)
    appeal = RichTextField(_("救济途径"), features=LINE_FEATURES, blank=True)

    # trust
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.CURRENT)
    status_note = models.CharField(_("状态说明"), max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("由哪一页代替"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    last_verified = models.DateField(_("核对日期"))
    verified_by = models.CharField(_("核对人"), max_length=40, help_text=_("写岗位，不写姓名"))
    review_after = models.DateField(_("下次核对"), null=True, blank=True)
    valid_from = models.DateField(_("有效期起"), null=True, blank=True)
    valid_to = models.DateField(_("有效期止"), null=True, blank=True)
    source_name = models.CharField(_("来源"), max_length=120)
    source_url = models.URLField(_("来源网址"), blank=True)
    legal_basis = StreamField([("law", LegalBasisBlock())], verbose_name=_("法律依据"), blank=True)
    changes = StreamField(
        [("change", ChangeBlock())],
        verbose_name=_("改动记录"),
        blank=True,
        help_text=_("读者看得到。手续、天数、钱数变了写一行，网页上新的在上面"),
    )
    enquiry_phone = models.CharField(_("咨询电话"), max_length=60, blank=True)
    complaint_phone = models.CharField(_("监督电话"), max_length=60, blank=True)
    faq = StreamField([("question", QuestionBlock())], verbose_name=_("常见问题"), blank=True)

    # the centre's own
    can_help = RichTextField(_("中心能帮什么"), features=LINE_FEATURES, blank=True)
    cannot_help = RichTextField(_("中心不能帮什么"), features=LINE_FEATURES, blank=True)
    hometown = StreamField([("line", PlaceLineBlock())], verbose_name=_("老家办"), blank=True)
    zhuhai = StreamField([("line", PlaceLineBlock())], verbose_name=_("珠海办"), blank=True)
    fraud_title = models.CharField(_("防骗提示：标题"), max_length=40, blank=True)
    fraud_warning = RichTextField(_("防骗提示"), features=LINE_FEATURES, blank=True)
    service = models.ForeignKey(
        "pages.ServicePage",
        verbose_name=_("请中心帮忙的表"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [*BasePage.content_panels, *GUIDE_PANELS]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("answer_headline"),
        index.FilterField("status"),
    ]
    api_fields = [APIField("code"), APIField("status"), APIField("last_verified")]

    base_form_class = GuideForm
    kind = "guide"
    asks_readers = True
    build_related = ("line",)
    parent_page_types = ["pages.GuideIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("办事指南")
        verbose_name_plural = _("办事指南")

    def share_label(self, build):
        label = super().share_label(build)
        status = self.get_status_display()
        return label if self.status == self.Status.CURRENT else f"{label} · {status}"

    def facts(self, build):
        return with_pictures(super().facts(build) | guide_facts(self, build), build)

    def pictures(self, build):
        yield from super().pictures(build)
        yield from picture_files(build.facts(self.pk), build)

    def card(self, build):
        return super().card(build) | guide_card(self, build)
