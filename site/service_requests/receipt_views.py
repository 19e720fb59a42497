"""The receipt: a slip with the reference, to be kept as a picture, on paper or by heart."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from export.build import Build
from export.respond import respond
from pages.publishing import Facts
from service_requests.masks import masked_phone
from service_requests.models import Representative, ServiceRequest
from service_requests.public_answers import message, public_view
from service_requests.receipts import SHOWN_FOR, receipt_reference
from service_requests.sign_up.receipt import find_receipt, sign_up_slip
from service_requests.slip_parts import qr_code, short_moment


@public_view
@require_safe
def receipt(request, token) -> HttpResponse:
    reference, build = receipt_reference(token), Build()
    if signed_up := find_receipt(reference):
        facts = sign_up_slip(signed_up, build)
        return respond("service_requests/sign_up_receipt.html", facts, build=build)
    sent = ServiceRequest.objects.filter(reference=reference).first()
    if sent is None or timezone.now() > sent.submitted_at + SHOWN_FOR:
        return gone()
    return respond("service_requests/receipt.html", slip(sent, build), build=build)


def slip(sent: ServiceRequest, build: Build) -> Facts:
    moment = timezone.localtime(sent.submitted_at)
    agent = Representative.objects.filter(request=sent).first()
    service = build.page(sent.service_id)
    back = [{"title": service.title, "url": build.url(service.pk)}] if service else []
    return {
        "kind": "request_receipt",
        "title": _("收到了，%s") % (agent or sent).name,
        "seo_title": _("收到了"),
        "here": _("回执"),
        "breadcrumb": [{"title": build.root.title, "url": "/"}, *back],
        "reference": sent.reference,
        "qr": qr_code(sent.reference),
        "name": sent.name,
        "phone": masked_phone(sent.phone),
        "agent": {"name": agent.name, "phone": masked_phone(agent.phone)} if agent else None,
        "service_title": sent.service_title,
        "line": sent.line_name,
        "station": sent.station_name,
        "submitted": short_moment(moment),
        "duration": service.duration if service else "",
        "latest": _("最晚 %(month)d月%(day)d日答复")
        % {"month": sent.due_on.month, "day": sent.due_on.day},
        "next_steps": build.stream(service.next_steps) if service else [],
        "route": usual_route(),
        "form_action": reverse("apply_check", args=[service.slug]) if service else "",
        "status_url": reverse("request_status"),
    }


def usual_route() -> list[Facts]:
    """What comes next where the editors of a service haven't said it."""
    steps = [
        (_("我们打给你"), _("上班时间，先问清情况。")),
        (_("一起看材料"), _("电话里说，或者来服务站。")),
    ]
    return [{"title": title, "text": text, "notes": [], "transfer": False} for title, text in steps]


def gone() -> HttpResponse:
    return message(
        410,
        _("这张回执看不到了"),
        [_("回执在网上只放七天。用号码和手机号后四位，随时能查进度。")],
        links=[{"label": _("查进度"), "url": reverse("request_status")}],
    )
