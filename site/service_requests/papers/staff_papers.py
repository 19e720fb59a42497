"""What staff do with papers: read one, which is written down first, and add a scan."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from service_requests.access import Staff
from service_requests.encryption import seal
from service_requests.handling import Kind, NotAllowed, Refused, log, require
from service_requests.models import Attachment, ServiceRequest
from service_requests.papers import store
from service_requests.papers.receive import (
    MOST_PER_REQUEST,
    Place,
    Received,
    receive,
)
from service_requests.papers.room import can_take_papers
from service_requests.papers.upload import SentFile
from service_requests.papers.words import log_words


def read_paper(request: ServiceRequest, by: Staff, key: str) -> tuple[Attachment, bytes]:
    """A paper and its content, once it is written down who reads it. Raises handling.Refused, or
    Unreadable without the key."""
    if not by.may("paper", request):
        raise NotAllowed(_("你不能看这份材料。"))
    paper = request.papers.kept().filter(pk=key).first() if is_key(key) else None
    if paper is None:
        raise Refused(_("这份材料不在了。刷新一下再看。"))
    try:
        content = store.get(paper.stored_as)
    except store.Lost as error:
        raise Refused(_("这份材料的文件不见了，请告诉系统管理员。")) from error
    words = seal(log_words([paper]))
    with transaction.atomic():
        log(request, by, Kind.PAPER, text=words, changes=False)
    return paper, content


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def add_scans(request: ServiceRequest, by: Staff, files: Iterable[SentFile], of: Place) -> Received:
    """Store scans beside what the request has. Raises handling.Refused if none could be taken;
    some may be in, and the problems of the others in what is given back."""
    require(by, "scan", request)
    if not can_take_papers():
        raise Refused(_("服务器的盘快满了，现在存不了。请告诉系统管理员。"))
    of.there = list(request.papers.kept())
    received = receive(files, of)
    if received.new:
        keep_scans(request, by, received.new)
    elif received.problems:
        raise Refused("\n".join(received.problems))
    elif not received.again:
        raise Refused(_("还没选文件。"))
    return received


def keep_scans(request: ServiceRequest, by: Staff, papers: list[Attachment]):
    ready = [each.sealed() for each in papers]
    words = seal(log_words(papers))
    for each in ready:
        each.request, each.added_by = request, by.user
        each.added_by_name = by.user.get_full_name() or by.user.get_username()
    with transaction.atomic():
        Attachment.objects.bulk_create(ready)
        log(request, by, Kind.PAPERS, text=words, changes=False)


def place_of_scans(about: str, identity: bool) -> Place:
    kinds = Attachment.Kind
    return Place(
        label=_("扫描件"),
        about=about,
        most=MOST_PER_REQUEST,
        with_pdf=True,
        kind=kinds.IDENTITY if identity else kinds.OTHER,
        source=Attachment.Source.STAFF,
    )
