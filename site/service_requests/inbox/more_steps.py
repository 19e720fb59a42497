"""The steps that ask for more than words: a colleague, a station, a list, a result."""

from django.utils.translation import gettext_lazy as _

from service_requests import assigning, closing, missing_items
from service_requests.inbox.steps import NUMBER, StepView


class AssignView(StepView):
    done = _("分派好了。")
    form_name = "assign"

    def step(self, pk):
        assigning.assign(pk, self.staff, self.version, self.number("colleague"))


class HandOverView(StepView):
    done = _("发给那边了。他们接收以前，这件还归你们，期限照走。")
    form_name = "hand_over"

    def step(self, pk):
        offer = (self.number("station"), self.words)
        assigning.hand_over(pk, self.staff, self.version, offer)


class AcceptHandoverView(StepView):
    done = _("接收了，这件归你办。")
    form_name = "accept_handover"

    def step(self, pk):
        assigning.accept_handover(pk, self.staff, self.version)


class ReturnHandoverView(StepView):
    done = _("退回了。")
    form_name = "return_handover"

    def step(self, pk):
        assigning.return_handover(pk, self.staff, self.version, self.words)


class AskView(StepView):
    done = _("告知了。申请人在进度页能看到缺哪几样，计时停下。")
    form_name = "ask"

    def step(self, pk):
        missing_items.tell_what_is_missing(pk, self.staff, self.version, self.words)


class ArriveView(StepView):
    done = _("记下了。")
    form_name = "arrive"

    def step(self, pk):
        given = self.request.POST.getlist("item")
        arrived = {int(each) for each in given if NUMBER.fullmatch(each)}
        missing_items.tick_off(pk, self.staff, self.version, arrived)


class ReferView(StepView):
    done = _("转介好了，申请人在进度页能看到去哪里。")
    form_name = "refer"

    def step(self, pk):
        body = {name: self.posted(name) for name in ("name", "contact", "bring", "words")}
        closing.refer(pk, self.staff, self.version, body)


class CloseView(StepView):
    done = _("办结了。")
    form_name = "close"

    def step(self, pk):
        closing.close(pk, self.staff, self.version, (self.posted("outcome"), self.words))


class DuplicateView(StepView):
    done = _("并过去了，两件互相看得到。")
    form_name = "duplicate"

    def step(self, pk):
        closing.mark_duplicate(pk, self.staff, self.version, self.posted("reference"))
