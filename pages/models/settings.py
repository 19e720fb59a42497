"""The site's furniture: names, hotline, help strip, footer, records, consent."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from pages.blocks import PhoneBlock


class FooterLinkBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("页面"))
    label = blocks.CharBlock(label=_("显示的字"), required=False, max_length=20)

    class Meta:
        label = _("链接")


class ChannelBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("渠道"), max_length=30, help_text=_("比如：微信公众号、微博"))
    handle = blocks.CharBlock(label=_("名称或号码"), max_length=60)
    url = blocks.URLBlock(label=_("网址"), required=False)

    class Meta:
        label = _("渠道")


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    full_name = models.CharField(_("全称"), max_length=80, default="珠海市新豫青少年综合服务中心")
    short_name = models.CharField(_("简称"), max_length=20, default="珠海新豫")
    motto = models.CharField(_("口号"), max_length=40, default="豫服务 粤幸福", blank=True)
    hotline = models.CharField(_("咨询电话"), max_length=30, blank=True)
    hotline_hours = models.CharField(_("接听时间"), max_length=80, blank=True)
    hotlines = StreamField([("phone", PhoneBlock())], verbose_name=_("求助条上的热线"), blank=True)
    host_body = models.CharField(_("业务指导"), max_length=80, blank=True)
    technical_support = models.CharField(_("技术支持"), max_length=80, blank=True)
    icp_number = models.CharField(_("ICP 备案号"), max_length=40, blank=True)
    icp_url = models.URLField(_("ICP 备案链接"), blank=True, default="https://beian.miit.gov.cn/")
    police_number = models.CharField(_("公安备案号"), max_length=40, blank=True)
    police_url = models.URLField(_("公安备案链接"), blank=True)
    footer_links = StreamField(
        [("link", FooterLinkBlock())], verbose_name=_("页脚链接"), blank=True
    )
    footer_note = models.CharField(_("页脚说明"), max_length=200, blank=True)
    channels = StreamField([("channel", ChannelBlock())], verbose_name=_("社交渠道"), blank=True)
    consent_text = models.CharField(
        _("同意条款"),
        max_length=300,
        default="我同意中心为办这件事使用我填的内容，办完后按期限删除",
    )
    consent_version = models.CharField(
        _("同意条款的版本"), max_length=20, default="2026-11", help_text=_("条款一改，版本就要改")
    )
    id_consent_text = models.CharField(
        _("身份证号的单独同意"),
        max_length=300,
        default="我单独同意中心使用我的身份证号来办这件事",
    )
    guardian_consent_text = models.CharField(
        _("监护人的同意"),
        max_length=300,
        default="我是孩子的监护人，同意孩子参加，也同意中心为这件事使用孩子的信息",
    )
    authorisation_text = models.CharField(
        _("代填人的声明"),
        max_length=300,
        default="这个人知道我替他办这件事，也同意了；他自己做不了主的，我是有权替他办的人",
    )
    correction_service = models.ForeignKey(
        "pages.ServicePage",
        verbose_name=_("纠错用的表"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("full_name"), FieldPanel("short_name"), FieldPanel("motto")],
            heading=_("名称"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("hotline"), FieldPanel("hotline_hours")]),
                FieldPanel("hotlines"),
            ],
            heading=_("求助条"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("footer_links"),
                FieldRowPanel([FieldPanel("host_body"), FieldPanel("technical_support")]),
                FieldRowPanel([FieldPanel("icp_number"), FieldPanel("icp_url")]),
                FieldRowPanel([FieldPanel("police_number"), FieldPanel("police_url")]),
                FieldPanel("footer_note"),
                FieldPanel("channels"),
            ],
            heading=_("页脚"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("consent_text"),
                FieldPanel("consent_version"),
                FieldPanel("id_consent_text"),
                FieldPanel("guardian_consent_text"),
                FieldPanel("authorisation_text"),
                FieldPanel("correction_service"),
            ],
            heading=_("表格"),
        ),
    ]

    class Meta:
        verbose_name = _("网站设置")
