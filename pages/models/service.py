from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.form_blocks import FormFieldsBlock
from pages.form_facts import form_fields
from pages.models.base import BasePage
from pages.models.short_addressed import ShortAddressedPage
from pages.models.taxonomy import ServiceLine


class ServiceIndexPage(BasePage):
    """请中心帮忙: every service one can ask for."""

    kind = "service_index"
    subpage_types = ["pages.ServicePage"]

    class Meta:
        verbose_name = _("服务目录")
        verbose_name_plural = _("服务目录")

    def facts(self, build):
        return super().facts(build) | {
            "services": build.children(self),
            "status_url": "/apply/status/",
        }


class ServicePage(ShortAddressedPage):
    """A service and its form. What is sent lives in service_requests and outlives this page."""

    line = models.ForeignKey(
        ServiceLine,
        verbose_name=_("服务事项"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    audience = models.CharField(_("给谁用"), max_length=120, blank=True)
    duration = models.CharField(
        _("多久有回音"), max_length=60, help_text=_("比如：3 个工作日内回电")
    )
    days_to_answer = models.PositiveSmallIntegerField(_("答复时限（工作日）"), default=5)
    body = StreamField(BodyBlock(), verbose_name=_("这项服务是什么"), blank=True)
    next_steps = StreamField(
        BodyBlock(), verbose_name=_("送出之后"), blank=True, help_text=_("印在回执旁边")
    )
    form_intro = models.CharField(_("表格前的话"), max_length=200, blank=True)
    form_fields = StreamField(FormFieldsBlock(), verbose_name=_("表格"), blank=True)
    ask_station = models.BooleanField(_("问想去哪个服务站"), default=True)
    allows_representative = models.BooleanField(
        _("可以代别人填"),
        default=False,
        help_text=_("先问是谁的事；代填的人写自己的称呼、手机号和关系，并声明得到了同意"),
    )
    needs_guardian = models.BooleanField(
        _("要监护人同意（未满 14 岁）"), default=False, help_text=_("这项服务只给孩子用时勾")
    )
    asks_age = models.BooleanField(
        _("问满没满 14 岁"), default=False, help_text=_("没满的才要监护人同意；不问生日")
    )
    confidential = models.BooleanField(
        _("保密"), default=False, help_text=_("法律维权类：只有主管和经办人能看到内容")
    )
    open_for_requests = models.BooleanField(_("现在接受申请"), default=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("line"), FieldPanel("audience")]),
        FieldRowPanel([FieldPanel("duration"), FieldPanel("days_to_answer")]),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("open_for_requests"),
                FieldPanel("form_intro"),
                FieldPanel("form_fields"),
                FieldPanel("ask_station"),
                FieldPanel("allows_representative"),
                FieldRowPanel([FieldPanel("needs_guardian"), FieldPanel("asks_age")]),
                FieldPanel("confidential"),
                FieldPanel("next_steps"),
            ],
            heading=_("表格"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    api_fields = [APIField("duration"), APIField("open_for_requests")]

    kind = "service"
    asks_readers = True
    build_related = ("line",)
    parent_page_types = ["pages.ServiceIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("服务")
        verbose_name_plural = _("服务")

    def facts(self, build):
        return (
            super().facts(build)
            | build.card(self.pk)
            | {
                "body": build.stream(self.body),
                "next_steps": build.stream(self.next_steps),
                "form": {
                    "action": f"/apply/{self.slug}/check/",
                    "save": f"/apply/{self.slug}/save/",
                    "resume": "/apply/resume/",
                    "intro": self.form_intro,
                    "fields": form_fields(self, build),
                    "open": self.open_for_requests,
                },
            }
        )

    def card(self, build):
        return super().card(build) | {
            "line": self.line.name if self.line else "",
            "audience": self.audience,
            "duration": self.duration,
            "confidential": self.confidential,
            "needs_guardian": self.needs_guardian,
        }
