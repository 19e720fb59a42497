"""积分测算: each rule set is a page, one a year and jurisdiction; old ones stay readable."""

from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField

from pages.models.base import BasePage
from pages.points.blocks import CaseBlock, RulesBlock
from pages.points.cases import refuse_failing_cases
from pages.points.facts import rule_set_card, rule_set_facts, screen_facts
from pages.points.form import RuleSetForm
from pages.publishing import Output, page_path


class PointsIndexPage(BasePage):
    """All rule sets: those that count now, those to come, those of former years."""

    kind = "points_index"
    subpage_types = ["pages.PointsPage"]

    class Meta:
        verbose_name = _("积分测算目录")
        verbose_name_plural = _("积分测算目录")

    def facts(self, build):
        return super().facts(build) | {"children": build.children(self)}


class PointsPage(BasePage):
    """One rule set. Its examples are checked before it is published: `pages.points.cases`."""

    jurisdiction = models.CharField(_("适用地区"), max_length=60, help_text=_("比如：珠海市香洲区"))
    year = models.PositiveSmallIntegerField(_("哪一年的"))
    is_sample = models.BooleanField(
        _("只是示例"),
        default=False,
        help_text=_("勾了，每一处都写明这是示例，不是那里现行的分值"),
    )
    document_number = models.CharField(_("文号"), max_length=80)
    document_url = models.URLField(_("原文网址"), blank=True)
    valid_from = models.DateField(_("从哪天起算数"))
    valid_to = models.DateField(
        _("到哪天为止"), help_text=_("过了这一天，网页自己写明过期，不再计算")
    )
    last_verified = models.DateField(_("核对日期"))
    verified_by = models.CharField(_("核对人"), max_length=40, help_text=_("写岗位，不写姓名"))

    items = StreamField(
        RulesBlock(), verbose_name=_("规则"), help_text=_("照文件的次序写。算分只看这里")
    )
    threshold_label = models.CharField(
        _("往年的线叫什么"), max_length=40, blank=True, help_text=_("比如：2025 年最低入围分")
    )
    threshold_points = models.DecimalField(
        _("往年的线是几分"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    cases = StreamField(
        [("case", CaseBlock())],
        verbose_name=_("核对用的例子"),
        help_text=_("照文件手算几个人。有一个对不上就不能发布，草稿可以存"),
        min_num=1,
    )
    guides = StreamField(
        [("guide", blocks.PageChooserBlock(page_type="pages.GuidePage", label=_("办事指南")))],
        verbose_name=_("配合看的办事指南"),
        blank=True,
    )
    service = models.ForeignKey(
        "pages.ServicePage",
        verbose_name=_("请中心帮忙的表"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    base_form_class = RuleSetForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("jurisdiction"), FieldPanel("year")]),
                FieldPanel("is_sample"),
                FieldRowPanel([FieldPanel("document_number"), FieldPanel("document_url")]),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                FieldRowPanel([FieldPanel("last_verified"), FieldPanel("verified_by")]),
            ],
            heading=_("哪里、哪年、哪份文件"),
        ),
        FieldPanel("items"),
        FieldPanel("cases"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("threshold_label"), FieldPanel("threshold_points")])],
            heading=_("往年的线，仅供参考"),
        ),
        MultiFieldPanel([FieldPanel("guides"), FieldPanel("service")], heading=_("接着看")),
    ]
    api_fields = [APIField("jurisdiction"), APIField("year"), APIField("valid_to")]

    kind = "points"
    asks_readers = True
    parent_page_types = ["pages.PointsIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("积分规则")
        verbose_name_plural = _("积分规则")

    def facts(self, build):
        return super().facts(build) | rule_set_facts(self, build)

    def card(self, build):
        return super().card(build) | rule_set_card(self, build)

    def outputs(self, build):
        """The page with its form, and the worksheet to fill in by hand."""
        path = page_path(build.url(self.pk))
        yield Output(path, self.page_template, partial(screen_facts, self, build))
        worksheet = path.removesuffix("index.html") + "worksheet/index.html"
        yield Output(worksheet, "pages/points_worksheet.html", partial(build.facts, self.pk))

    def publish(self, revision, *args, **kwargs):
        """By whatever way: the form has its own words beside each case, others come here. What
        was scheduled was checked then."""
        if kwargs.get("log_action") != "wagtail.publish.scheduled":
            refuse_failing_cases(revision.as_object())
        return super().publish(revision, *args, **kwargs)
