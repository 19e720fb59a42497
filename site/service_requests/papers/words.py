"""Papers in words: for the person who sent them, for staff, and for the log."""

from django.utils.translation import gettext as _

from pages.publishing import Facts
from service_requests.answers import Values
from service_requests.models import Attachment
from service_requests.papers.problems import short_name, size_words


def paper_values(papers: list[Attachment]) -> Values:
    """Key of the field → what it was answered with, as facts to show."""
    values: Values = {}
    for each in papers:
        values.setdefault(each.field, []).append(paper_facts(each))
    return values


def paper_facts(paper: Attachment) -> Facts:
    """{"id", "name", "words"}; the words say what it is: "照片，1.2 MB"."""
    return {
        "id": paper.stored_as,
        "name": short_name(paper.name),
        "words": kind_words(paper),
    }


def kind_words(paper: Attachment) -> str:
    kind = _("PDF，%d 页") % paper.pages if paper.media_type == "application/pdf" else _("照片")
    return _("%(kind)s，%(size)s") % {"kind": kind, "size": size_words(paper.size)}


def log_words(papers: list[Attachment]) -> str:
    """What each is, and not what its file is called: the log outlives the paper."""
    lines = [
        _("%(label)s（%(kind)s）") % {"label": each.label, "kind": kind_words(each)}
        for each in papers
    ]
    return "\n".join(lines)
