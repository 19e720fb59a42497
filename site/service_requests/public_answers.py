"""What all answers to the public have in common: headers, limits, and pages of plain words."""

import re
from functools import wraps

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from config.public_files import PUBLIC_HEADERS
from export.respond import respond
from service_requests.papers.upload import LARGEST_BODY as LARGEST_WITH_PAPERS
from service_requests.papers.upload import PapersInMemory

LARGEST_BODY = 256 * 1024  # bytes: some 28,000 Chinese characters, urlencoded
MOST_FIELDS = 200
# Another charset than UTF-8, or none that exists; a multipart body that was cut or made wrong.
UNREADABLE = (BadRequest, MultiPartParserError, UnicodeError, LookupError)
HEADERS = PUBLIC_HEADERS | {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def public_view(view, takes_papers: bool = False):
    """For every view a visitor reaches: strict headers, a limit on what is sent, no cookie, and
    nothing of what was typed in an error report."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = refuse_body(request, takes_papers) or view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return sensitive_post_parameters()(wrapped)


def refuse_body(request, takes_papers: bool = False) -> HttpResponse | None:
    """A page for a body that is too large or can't be read; files are thrown away unread where
    the view takes none."""
    if request.method != "POST":
        return None
    length = request.META.get("CONTENT_LENGTH") or "0"
    with_papers = takes_papers and request.content_type == "multipart/form-data"
    largest = LARGEST_WITH_PAPERS if with_papers else LARGEST_BODY
    if not re.fullmatch("[0-9]{1,9}", length) or int(length) > largest:
        return too_many_papers() if with_papers else too_much()
    request.upload_handlers = [PapersInMemory(request)] if takes_papers else []
    try:
        fields = sum(len(values) for _key, values in request.POST.lists())
    except SuspiciousOperation:
        return too_much()
    except UNREADABLE:
        return unreadable()
    return too_much() if fields > MOST_FIELDS else None


def too_much() -> HttpResponse:
    return message(
        413,
        _("写得太长了，我们收不下"),
        [
            _("什么都没有存。请回到表格，把长的内容写短一点再送。"),
            _("材料不用贴进来，电话里说就行。"),
        ],
    )


def too_many_papers() -> HttpResponse:
    return message(
        413,
        _("文件太多太大，我们收不下"),
        [
            _("什么都没有存。请退回表格，少选几份再送。"),
            _("照片截一张图再传，会小很多。实在传不上来，带到服务站来就行。"),
        ],
    )


def unreadable() -> HttpResponse:
    return message(
        400,
        _("这张表我们读不出来"),
        [
            _("什么都没有存。可能是信号断了一下，也可能是浏览器换了文字编码。"),
            _("请退回表格，刷新一下，再送一次。还是不行就换一个浏览器，或者直接打电话来。"),
        ],
    )


def message(status: int, title: str, paragraphs: list[str], **more) -> HttpResponse:
    """A page of a few words. `more`: links (a list of {"label", "url"}), resume (a form that
    posts a token: {"url", "token", "label"}, and "back" where there is a second way), build."""
    build = more.pop("build", None)
    facts = {
        "title": title,
        "kind": "message",
        "paragraphs": paragraphs,
        "links": [],
        "resume": None,
    }
    return respond("service_requests/message.html", facts | more, status, build)
