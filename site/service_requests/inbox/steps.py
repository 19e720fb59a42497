"""The steps of a request, one POST each. A step that is refused shows the page again, with the
reason and whatever was typed."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from service_requests import handling
from service_requests.answers import tidy
from service_requests.inbox.request_facts import event_facts
from service_requests.inbox.request_page import INDEX, LONGEST, RequestView
from service_requests.models import ServiceRequest
from service_requests.states import WORKERS

NUMBER = re.compile("[0-9]{1,9}")  # more digits would be more than the column holds
# What was typed or chosen stands in the form again when a step is refused.
KEPT = (
    "words",
    "colleague",
    "station",
    "outcome",
    "name",
    "contact",
    "bring",
    "reference",
)


class UnknownVersion(handling.Refused):
    """The form names no version that could be: an old tab, or a hand-made post."""


class StepView(RequestView):
    """Subclasses give `done` (said afterwards) and `step()`, which raises handling.Refused."""

    http_method_names = ["post"]
    done: str | Promise = ""
    form_name = ""  # whose words come back when the step is refused

    def post(self, request, pk) -> HttpResponse:
        if not self.visible(pk).exists():
            raise Http404
        try:
            self.check_what_was_sent()
            self.step(pk)
        except UnknownVersion as refusal:
            return self.refuse(refusal, 409)
        except handling.Stale as refusal:
            changes = handling.changes_since(self.object, self.version)
            return self.refuse(refusal, 409, [event_facts(event) for event in changes])
        except handling.NotAllowed as refusal:
            return self.refuse(refusal, 403)
        except handling.Refused as refusal:
            return self.refuse(refusal, 422)
        messages.success(request, self.done)
        return self.onward(pk)

    def onward(self, pk: int) -> HttpResponse:
        """To the request, or to the list where a step has moved it out of this person's sight."""
        if self.visible(pk).exists():
            return redirect("service_requests:request", pk)
        return redirect(INDEX)

    def visible(self, pk: int):
        return self.staff.visible(ServiceRequest.objects.filter(pk=pk))

    def step(self, pk: int):
        raise NotImplementedError

    def check_what_was_sent(self):
        if not self.staff.roles & WORKERS:
            raise handling.NotAllowed(_("你的角色只能看，不能办。"))
        if not NUMBER.fullmatch(self.request.POST.get("version", "")):
            raise UnknownVersion(
                _("看不出你看的是哪一版，所以这次没有存。这是现在的样子，看一眼再存一次。")
            )
        if len(self.words) > LONGEST:
            count = {"longest": LONGEST, "count": len(self.words)}
            raise handling.Refused(
                _("最多 %(longest)d 字，现在是 %(count)d 字，没有存。写短一点，或者分两次写。")
                % count
            )

    def refuse(self, refusal: Exception, status: int, changes=()) -> HttpResponse:
        typed = {name: self.posted(name) for name in KEPT} | {"step": self.form_name}
        return self.show(status, problem=str(refusal), changes=changes, typed=typed)

    def posted(self, name: str) -> str:
        return tidy(self.request.POST.get(name, ""))

    def number(self, name: str) -> int:
        """The id that was chosen; 0, which nothing has, for anything else."""
        given = self.posted(name)
        return int(given) if NUMBER.fullmatch(given) else 0

    @property
    def version(self) -> int:
        """What the person saw."""
        return int(self.request.POST["version"])

    @property
    def words(self) -> str:
        return self.posted("words")


class TakeView(StepView):
    done = _("接手了，这件归你办。")

    def step(self, pk):
        handling.take(pk, self.staff, self.version)


class StateView(StepView):
    done = _("状态改好了。")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.form_name = self.posted("action")

    def step(self, pk):
        handling.change_state(pk, self.staff, self.version, (self.form_name, self.words))


class NoteView(StepView):
    done = _("备注记下了，只有同事能看到。")
    form_name = "note"

    def step(self, pk):
        handling.add_note(pk, self.staff, self.version, self.words)


class ReplyView(StepView):
    done = _("回复存好了，申请人在进度页能看到。")
    form_name = "reply"

    def step(self, pk):
        handling.reply(pk, self.staff, self.version, self.words)


class RevealView(StepView):
    """Shows one ID number in full in this answer only, after writing that down."""

    def post(self, request, pk):
        key = request.POST.get("key", "")
        try:
            handling.record_reveal(self.object, self.staff, key)
        except handling.Refused as refusal:
            return self.refuse(refusal, 403)
        return self.show(revealed=key)
