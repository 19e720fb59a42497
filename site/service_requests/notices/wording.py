"""What notices say. Nothing in here may name a person or quote their words."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Site

from pages.models import SiteSettings
from service_requests.models import ServiceRequest

OVERDUE, FILED_FOR_YOU, HANDOVER_ACCEPTED = "overdue", "filed_for_you", "handover_accepted"
# To whoever signed up for an event.
PLACE_FREE, SIGN_UP_ENDED = "place_free", "sign_up_ended"
GATHERING_OFF, GATHERING_ON, GATHERING_MOVED = "gathering_off", "gathering_on", "gathering_moved"
SIGN_UP_TEXTS = {
    PLACE_FREE: gettext_lazy(
        "【%(centre)s】排到了：你报名的活动有位子了（%(reference)s）。看详情：%(url)s"
    ),
    GATHERING_OFF: gettext_lazy(
        "【%(centre)s】你报名的活动取消了（%(reference)s）。看原因：%(url)s"
    ),
    GATHERING_ON: gettext_lazy(
        "【%(centre)s】你报名的活动照常办：%(when)s，%(venue)s（%(reference)s）。"
        "来不了，在这里取消：%(url)s"
    ),
    GATHERING_MOVED: gettext_lazy(
        "【%(centre)s】你报名的活动改了：%(when)s，%(venue)s（%(reference)s）。"
        "来不了，在这里取消：%(url)s"
    ),
    SIGN_UP_ENDED: gettext_lazy(
        "【%(centre)s】你的活动报名（%(reference)s）由工作人员取消了。看原因：%(url)s"
    ),
}
SIGN_UP_NEWS = {  # for staff, in the report on notices
    PLACE_FREE: gettext_lazy("排到了位子"),
    GATHERING_OFF: gettext_lazy("活动取消了"),
    GATHERING_ON: gettext_lazy("活动照常办"),
    GATHERING_MOVED: gettext_lazy("活动改了时间或地点"),
    SIGN_UP_ENDED: gettext_lazy("报名由工作人员取消"),
}
# What happened, for staff; an event that is not here is told as such.
EVENTS = {
    "submitted": gettext_lazy("有新诉求"),
    "withdrawn": gettext_lazy("申请人撤回了"),
    "message": gettext_lazy("申请人写了话来"),
    "papers": gettext_lazy("申请人补了材料"),
    "assigned": gettext_lazy("分给了你"),
    "handover_offered": gettext_lazy("别的站想转过来"),
    HANDOVER_ACCEPTED: gettext_lazy("转出去的，那边接下了"),
    "handover_returned": gettext_lazy("转出去的，退回来了"),
}
# For one person, not for a group.
FOR_ONE = {"assigned", HANDOVER_ACCEPTED}
SOMETHING = gettext_lazy("有新动静")
REPRESENTATIVE = "representative"  # the place of a text message that goes to whoever filed


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


def centre_name() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return SiteSettings.for_site(site).short_name if site else settings.WAGTAIL_SITE_NAME


def sms_text(event: str, reference: str, told: dict[str, str]) -> str:
    """`told` are "when" and "venue" of the gathering, where it is about a sign-up."""
    words = _("【%(centre)s】你的诉求 %(reference)s 有新进展。看进度：%(url)s")
    if event == FILED_FOR_YOU:
        words = _("【%(centre)s】有人替你提了诉求 %(reference)s。看进度或者撤回：%(url)s")
    words = str(SIGN_UP_TEXTS.get(event, words))
    return words % {
        **told,
        "centre": centre_name(),
        "reference": reference,
        "url": settings.PUBLIC_URL + reverse("request_status"),
    }


def to_whom(place: str) -> str:
    return _("代办人") if place == REPRESENTATIVE else _("申请人")


def staff_letter(event: str, request: ServiceRequest) -> Letter:
    """`request` without its content: what the list of the inbox shows of it."""
    what = EVENTS.get(event, SOMETHING)
    lines = [
        _("编号：%s") % request.reference,
        _("服务：%s") % one_line(request.service_title),
        _("服务站：%s") % (one_line(request.station_name) or _("没选")),
        _("状态：%s") % request.get_state_display(),
        _("到后台看：%s") % admin_address("request", request.pk),
    ]
    return Letter(_("诉求 %s：%s") % (request.reference, what), "\n".join(lines))


def reminder(references: list[str]) -> Letter:
    count = {"n": len(references)}
    subject = ngettext("%(n)d 件诉求超期了", "%(n)d 件诉求超期了", len(references)) % count
    address = admin_address("index") + "?progress=overdue"
    return Letter(subject, "\n".join([*references, _("到后台看：%s") % address]))


def admin_address(name: str, *args) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(f"service_requests:{name}", args=args)


def one_line(text: str) -> str:
    """A line break in a title must not end a header, nor begin a line of ours."""
    return " ".join(text.split())
