from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

DRAFT = [MinValueValidator(3), MaxValueValidator(7 * 24)]  # a draft can be sent for two hours
DAYS = [MinValueValidator(1), MaxValueValidator(20 * 366)]
OF_A_SERVICE = ["spam_days", "id_photo_days", "identity_days"]


@register_setting(icon="history")
class RetentionSettings(ClusterableModel, BaseGenericSetting):
    """How long what people sent is kept. The one place where that is decided."""

    draft_hours = models.PositiveSmallIntegerField(
        _("没送出的草稿，几小时"), default=24, validators=DRAFT
    )
    spam_days = models.PositiveSmallIntegerField(
        _("垃圾，几天"), default=30, validators=DAYS, help_text=_("从标为垃圾那天算，整条删掉")
    )
    id_photo_days = models.PositiveSmallIntegerField(
        _("身份证照片，几天"), default=90, validators=DAYS, help_text=_("从办结那天算，删掉照片")
    )
    identity_days = models.PositiveSmallIntegerField(
        _("姓名、电话和内容，几天"),
        default=730,
        validators=DAYS,
        help_text=_("从办结那天算，去掉身份；服务事项、服务站、日期和结果留着"),
    )
    sign_up_days = models.PositiveSmallIntegerField(
        _("活动报名，几天"),
        default=90,
        validators=DAYS,
        help_text=_("从活动结束那天算，报名整条删掉；只留下报名和到场的人数"),
    )
    correction_days = models.PositiveSmallIntegerField(
        _("纠错，几天"),
        default=180,
        validators=DAYS,
        help_text=_("读者写在页面末尾的话，从收到那天算，看没看过都整条删掉"),
    )
    export_days = models.PositiveSmallIntegerField(
        _("导出记录，几天"),
        default=730,
        validators=DAYS,
        help_text=_("主管导出表格的记录，从导出那天算"),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("draft_hours"), FieldPanel("spam_days")]),
                FieldRowPanel([FieldPanel("id_photo_days"), FieldPanel("identity_days")]),
                FieldRowPanel([FieldPanel("sign_up_days"), FieldPanel("correction_days")]),
                FieldPanel("export_days"),
            ],
            heading=_("所有服务"),
            help_text=_("改短了，已经到期的几分钟以后就会清除，找不回来。保留的诉求不清除。"),
        ),
        InlinePanel("exceptions", heading=_("个别服务"), label=_("服务")),
    ]

    class Meta:
        verbose_name = _("保存期限")
        default_permissions = ("change",)


class RetentionRule(models.Model):
    """What one service keeps for another time; blank where it keeps to the rest."""

    settings = ParentalKey(RetentionSettings, on_delete=models.CASCADE, related_name="exceptions")
    service = models.OneToOneField(
        "pages.ServicePage", verbose_name=_("服务"), on_delete=models.CASCADE, related_name="+"
    )
    spam_days = models.PositiveSmallIntegerField(
        _("垃圾，几天"), null=True, blank=True, validators=DAYS
    )
    id_photo_days = models.PositiveSmallIntegerField(
        _("身份证照片，几天"), null=True, blank=True, validators=DAYS
    )
    identity_days = models.PositiveSmallIntegerField(
        _("姓名、电话和内容，几天"), null=True, blank=True, validators=DAYS
    )

    panels = [FieldPanel("service"), FieldRowPanel([FieldPanel(name) for name in OF_A_SERVICE])]

    class Meta:
        verbose_name = _("个别服务的保存期限")
        verbose_name_plural = _("个别服务的保存期限")
        default_permissions = ()

    def __str__(self):
        return str(self.service)
