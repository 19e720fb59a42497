"""The columns that a table of sign-ups can have, each a sign-up's words for one thing."""

from django.utils.translation import gettext_lazy as _

from service_requests.exports.columns import Column, answers, word
from service_requests.models import Registration
from service_requests.slip_parts import written_moment


def consents(found: Registration) -> str:
    return "\n".join(
        f"{each.get_purpose_display()}：{written_moment(each.agreed_at)}"
        for each in found.consents.all()
    )


PLAIN = {
    "reference": Column(_("编号"), 14, lambda found: found.reference),
    "state": Column(_("状态"), 10, lambda found: word(Registration.State, found.state)),
    "people": Column(_("几个人"), 8, lambda found: str(found.people)),
    "signed_up": Column(_("报名时间"), 17, lambda found: written_moment(found.signed_up_at)),
}
PERSONAL = {
    "name": Column(_("称呼"), 14, lambda found: found.name),
    "phone": Column(_("手机号"), 16, lambda found: found.phone),
    "answers": Column(_("填写的内容"), 60, answers),
    "consents": Column(_("监护人同意"), 30, consents),
}
COLUMNS = PLAIN | PERSONAL
