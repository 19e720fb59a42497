"""The papers of a form on its way: sent with the check step, kept with the draft, shown for
checking, and handed over to the request."""

from dataclasses import dataclass, field

from django.db import transaction

from pages.publishing import Facts
from service_requests.answers import Checked, Values
from service_requests.models import Attachment, Draft
from service_requests.papers.problems import no_room
from service_requests.papers.receive import Place, receive
from service_requests.papers.room import can_take_papers
from service_requests.papers.words import paper_values

REMOVE = "remove_paper"  # checkboxes beside what was sent before


@dataclass
class FormPapers:
    """What one post of the form comes to. `new` are stored and not yet saved; `had` says that
    its draft had papers before, even if none of them is wanted any more."""

    had: bool = False
    kept: list[Attachment] = field(default_factory=list)
    new: list[Attachment] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)  # key of the field → words

    @property
    def any(self) -> bool:
        return self.had or bool(self.new)

    @property
    def values(self) -> Values:
        return paper_values([*self.kept, *self.new])


def files_fields(fields: list[Facts]) -> list[Facts]:
    return [each for each in fields if each["type"] == "files"]


def with_room_in_mind(fields: list[Facts]) -> list[Facts]:
    """While the disk is nearly full nobody has to send files, and everybody is told so."""
    if not files_fields(fields) or can_take_papers():
        return fields
    full = {"required": False, "help": no_room(), "full": True}
    return [each | full if each["type"] == "files" else each for each in fields]


def read_papers(request, fields: list[Facts], old: Draft | None) -> FormPapers:
    """Take in what came with the form, beside what its draft has already."""
    before, unwanted = draft_papers(old), set(request.POST.getlist(REMOVE))
    kept = [each for each in before if each.stored_as not in unwanted]
    papers = FormPapers(had=bool(before), kept=kept)
    for each in files_fields(fields):
        add_sent(papers, each, request.FILES.getlist(each["key"]))
    return papers


def add_sent(papers: FormPapers, asked: Facts, files: list):
    if files and asked["full"]:
        papers.problems[asked["key"]] = no_room()
        return
    there = [each for each in papers.kept if each.field == asked["key"]]
    received = receive(files, place_of(asked, there))
    papers.new += received.new
    if received.problems:
        papers.problems[asked["key"]] = "；".join(received.problems)


def place_of(asked: Facts, there: list[Attachment]) -> Place:
    kinds = Attachment.Kind
    return Place(
        label=asked["label"],
        most=asked["most"],
        with_pdf=asked["with_pdf"],
        kind=kinds.IDENTITY if asked["identity"] else kinds.OTHER,
        key=asked["key"],
        there=there,
    )


def draft_papers(draft: Draft | None) -> list[Attachment]:
    return list(draft.papers.kept()) if draft and not draft.request_id else []


def with_problems(checked: Checked, problems: dict[str, str]) -> Checked:
    """What was wrong with files, beside their field."""
    fields = [
        each | {"error": problems[each["key"]]}
        if each["key"] in problems and each["applies"]
        else each
        for each in checked.fields
    ]
    return Checked(fields, checked.cleaned)


def move_papers(papers: FormPapers, old: Draft | None, draft: Draft):
    """Into the draft that takes the old one's place. What the person didn't want any more stays
    with the old one and goes with it."""
    ready = [each.sealed() for each in papers.new]
    for each in ready:
        each.draft = draft
    with transaction.atomic():
        if old and papers.kept:
            names = [each.stored_as for each in papers.kept]
            old.papers.filter(stored_as__in=names).update(draft=draft)
        Attachment.objects.bulk_create(ready)


def hand_over(draft: Draft, request, asked: list[str]):
    """From a draft to its request, in the transaction that writes it: the papers of the fields
    that this person was asked. Others stay with the draft and are purged with it."""
    Attachment.objects.filter(draft=draft, field__in=asked).update(draft=None, request=request)
