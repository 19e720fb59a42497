"""扫码签到: what the camera of a phone opens when it meets the code on a receipt.

The reference comes behind the # of the address, so no server and no log sees it before somebody
of staff presses the button; a small script puts it into the field. Without one it is typed.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from service_requests.handling import Refused
from service_requests.masks import masked_name
from service_requests.models import Registration
from service_requests.sign_up.access import reach
from service_requests.sign_up.references import scanned_reference
from service_requests.sign_up.staff.access import ForStaff
from service_requests.sign_up.staff.attendance import arrive
from service_requests.slip_parts import short_moment
from service_requests.states import WORKERS

State = Registration.State


class CheckInView(ForStaff):
    http_method_names = ["get", "head", "post"]
    template_name = "service_requests/sign_up/check_in.html"
    page_title = gettext_lazy("扫码签到")

    def check_rights(self):
        if not self.staff.roles & WORKERS:
            raise PermissionDenied

    def get(self, request):
        return self.render_to_response(self.get_context_data())

    def post(self, request):
        reference = scanned_reference(request.POST.get("reference", ""))
        try:
            found = self.due_here(reference)
            if arrive(found.gathering, self.staff, reference) is None:
                raise Refused(_("这份报名刚刚取消了。"))
        except Refused as refusal:
            context = self.get_context_data(problem=str(refusal), reference=reference)
            return self.render_to_response(context, status=422)
        told = {
            "name": masked_name(found.name),
            "count": found.people,
            "title": found.gathering.title,
        }
        messages.success(request, _("%(name)s到了，%(count)d 人（%(title)s）。") % told)
        return redirect("sign_ups:check_in")

    def due_here(self, reference: str) -> Registration:
        """Raises Refused with what to do about it."""
        theirs = Registration.objects.filter(reach(self.staff), reference=reference)
        found = theirs.select_related("gathering").defer("answers", "phone").first()
        if found is None:
            raise Refused(_("没找到这个号码。对一遍回执上的号码；别的站的活动，请那个站来记。"))
        if problem := not_expected(found):
            raise Refused(problem)
        return found


def not_expected(found: Registration) -> str:
    """Why somebody with this sign-up isn't simply let in; "" where they are."""
    gathering, told = found.gathering, when_and_what(found)
    if found.state == State.CANCELLED:
        return _("这份报名取消了：%(when)s的“%(title)s”。") % told
    if gathering.cancelled_at:
        return _("这一场取消了：%(when)s的“%(title)s”。") % told
    if not is_today(gathering):
        return _("不是今天的：报的是%(when)s的“%(title)s”。") % told
    if found.state in {State.WAITING, State.SUSPECT}:
        return _("还没有位子（%(state)s）。要放进来，到这一场的名单里输号码。") % told
    if found.state == State.ATTENDED:
        return _("这个号码已经签到过了，%(count)d 人。") % told
    return ""


def when_and_what(found: Registration) -> dict:
    gathering = found.gathering
    return {
        "when": short_moment(timezone.localtime(gathering.starts_at)),
        "title": gathering.title,
        "state": found.get_state_display(),
        "count": found.people,
    }


def is_today(gathering) -> bool:
    first, last = (timezone.localdate(each) for each in (gathering.starts_at, gathering.ends_at))
    return first <= timezone.localdate() <= last
