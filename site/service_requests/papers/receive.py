"""From files as they were sent to rows that are ready to be written, with their files stored."""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from service_requests.answers import tidy
from service_requests.encryption import lookup_digest
from service_requests.models import Attachment
from service_requests.papers import store
from service_requests.papers.copying import NotTaken, SafeCopy, safe_copy
from service_requests.papers.problems import too_many, words_for
from service_requests.papers.upload import SentFile

logger = logging.getLogger(__name__)

MOST_PER_REQUEST = 30
MOST_BYTES_PER_REQUEST = 80 * 1024 * 1024
UNNAMED = "photo"
LONGEST_NAME = 120  # characters


@dataclass
class Place:
    """Where files go: what they answer, what is there already, and how many more may come."""

    label: str
    most: int
    with_pdf: bool = False
    kind: str = Attachment.Kind.OTHER
    source: str = Attachment.Source.FORM
    key: str = ""  # of the form's field
    missing_item: int | None = None  # which of those that were asked for
    about: str = ""  # what staff call it: free words, so they are sealed with the file's name
    there: list[Attachment] = field(default_factory=list)


@dataclass
class Received:
    """`new` are not saved yet, their files are stored; `problems` are words for the sender."""

    new: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)  # the same files as before, not kept twice


def receive(files: Iterable[SentFile], place: Place) -> Received:
    """Copy, seal and store each file that is in order. Takes time: no transaction is open."""
    received, left_over = Received(), []
    for sent in files:
        if len(place.there) + len(received.new) >= place.most:
            left_over.append(sent.name)
            continue
        try:
            copy = copy_of(sent, place.with_pdf)
            add(received, sent, copy, place)
        except NotTaken as problem:
            received.problems.append(words_for(str(problem), sent.name, sent.size))
    if left_over:
        received.problems.append(too_many(place.label, place.most, left_over))
    return received


def copy_of(sent: SentFile, with_pdf: bool) -> SafeCopy:
    if sent.problem:
        raise NotTaken(sent.problem)
    return safe_copy(sent.content, with_pdf)


def add(received: Received, sent: SentFile, copy: SafeCopy, place: Place):
    digest = lookup_digest(f"paper {hashlib.sha256(copy.content).hexdigest()}")
    others = [*place.there, *received.new]
    if any(digest == each.digest for each in others):
        received.again.append(sent.name)
        return
    if sum(each.size for each in others) + len(copy.content) > MOST_BYTES_PER_REQUEST:
        raise NotTaken("quota")
    received.new.append(
        Attachment(
            field=place.key,
            label=place.label,
            missing_item_id=place.missing_item,
            kind=place.kind,
            source=place.source,
            name=name_of(sent, place),
            media_type=copy.media_type,
            pages=copy.pages,
            size=len(copy.content),
            digest=digest,
            stored_as=stored(copy.content),
        )
    )


def name_of(sent: SentFile, place: Place) -> str:
    name = tidy(sent.name)[:LONGEST_NAME] or UNNAMED
    return f"{place.about}：{name}" if place.about else name  # data


def stored(content: bytes) -> str:
    try:
        return store.put(content)
    except OSError as error:
        logger.exception("a paper could not be stored")
        raise NotTaken("later") from error
