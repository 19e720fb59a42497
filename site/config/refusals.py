"""What a reader sees when a request is refused: plain words in the site's own clothes."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from export.respond import respond


def bad_request(request, exception=None) -> HttpResponse:
    paragraphs = [_("浏览器送来的东西我们看不懂，什么都没有存。"), _("请从首页重新走一遍。")]
    return refuse(400, _("这一步没走通"), paragraphs)


def forbidden(request, exception=None) -> HttpResponse:
    paragraphs = [_("这一页要有权限的人才能看。"), _("该能看的，请换个账号登录，或者问管理员。")]
    return refuse(403, _("这里进不去"), paragraphs)


def form_too_old(request, reason="") -> HttpResponse:
    """Django's CSRF check failed: mostly a page left open for long, or cookies switched off."""
    paragraphs = [
        _("页面开得太久，或者浏览器不让存 Cookie，我们分不清是不是你本人送的，所以什么都没有存。"),
        _("请回到上一页，刷新以后再送一次。"),
    ]
    return refuse(403, _("这张表过期了"), paragraphs)


def refuse(status: int, title: str, paragraphs: list[str]) -> HttpResponse:
    facts = {
        "title": title,
        "kind": "message",
        "paragraphs": paragraphs,
        "links": [{"label": _("回首页"), "url": "/"}],
        "resume": None,
    }
    return respond("service_requests/message.html", facts, status)
