"""What staff do with a gathering: write down who came, let in whom nobody need doubt, and tell that
it is off where there is no page on which an editor could say so."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from service_requests.access import Sight
from service_requests.answers import tidy
from service_requests.encryption import seal
from service_requests.handling import Refused
from service_requests.inbox.request_page import LONGEST
from service_requests.masks import masked_name
from service_requests.models import Gathering, GatheringEvent
from service_requests.sign_up.following import call_off, where_it_is
from service_requests.sign_up.log import write_down
from service_requests.sign_up.places import locked, settle
from service_requests.sign_up.references import scanned_reference
from service_requests.sign_up.staff.attendance import admit, arrive, tick
from service_requests.sign_up.staff.views import GatheringView


class Step(GatheringView):
    http_method_names = ["post"]

    def post(self, request, pk):
        gathering = self.gathering_at(Sight.CONTENT)
        try:
            messages.success(request, self.step(gathering, request.POST))
        except Refused as refusal:
            return self.show(422, problem=str(refusal), words=self.words)
        return redirect("sign_ups:gathering", pk)

    @property
    def words(self) -> str:
        return tidy(self.request.POST.get("words", ""))

    def step(self, gathering: Gathering, posted) -> str:
        """What was done, in words. Raises Refused."""
        raise NotImplementedError


class TickView(Step):
    """The whole list at once: who is ticked came, who isn't did not."""

    def step(self, gathering, posted):
        came = tick(gathering, self.staff, set(posted.getlist("came")))
        return _("记下了：到了 %(count)d 人。") % {"count": came}


class ArriveView(Step):
    """One, by the reference on their receipt, typed or scanned."""

    def step(self, gathering, posted):
        found = arrive(gathering, self.staff, scanned_reference(posted.get("reference", "")))
        if found is None:
            raise Refused(_("没找到这个号码。看看是不是报的这一场，有没有取消。"))
        told = {"name": masked_name(found.name), "count": found.people}
        return _("%(name)s到了，%(count)d 人。") % told


class AdmitView(Step):
    """One that looked sent by a machine, and isn't."""

    def step(self, gathering, posted):
        sign_up = posted.get("registration", "")
        if not (sign_up.isdecimal() and admit(gathering, self.staff, int(sign_up[:18]))):
            raise Refused(_("这一份已经处理过了，什么都没有改。"))
        return _("放进来了，有位子就报上，没有就排队。")


class CallOffView(Step):
    def step(self, gathering, posted):
        if not self.words:
            raise Refused(_("写一句为什么取消，报了名的人会看到。"))
        if len(self.words) > LONGEST:
            raise Refused(_("写得太长了，没有存。写短一点。"))
        if where_it_is(gathering) is not None:
            raise Refused(
                _("活动的网页还在：请编辑在那一页把状态改成“已取消”，一分钟内就会通知大家。")
            )
        words = seal(self.words)
        with locked(gathering.pk) as now:
            if now.cancelled_at or now.has_begun:
                raise Refused(_("已经取消了，或者已经开始了，什么都没有改。"))
            call_off(now)
            write_down(now, GatheringEvent.Kind.CALLED_OFF, self.staff, text=words)
            now.save()
            settle(now)
        return _("取消了，报了名的人会收到短信。")
