"""The form of an event: which gathering, who comes, how many; for children, their guardian and
somebody else to call. As plain data, like any form (pages.form_facts)."""

from datetime import datetime

from django.utils.translation import gettext as _

from pages.form_facts import composed_fields
from pages.form_field import field, options
from pages.form_people import guardian_questions
from pages.publishing import Build, Facts

MOST_TOGETHER = 5  # people that one person signs up
OFFERED = 12  # gatherings


def open_tickets(coming: list[Facts]) -> list[Facts]:
    """Those that one can sign up for, waiting list included."""
    return [each for each in coming if each["places"] and each["places"]["open"]][:OFFERED]


def sign_up_form(event, coming: list[Facts], build: Build) -> Facts | None:
    """None where nobody can sign up by a form at present."""
    offered = open_tickets(coming)
    if not offered:
        return None
    return {
        "action": f"/apply/event/{event.pk}/check/",
        "intro": "",
        "fields": sign_up_fields(event, offered, build),
        "open": True,
    }


def sign_up_fields(event, offered: list[Facts], build: Build) -> list[Facts]:
    return [
        gathering_field(offered),
        *(child_fields() if event.guardian_required else adult_fields()),
        people_field(event),
        *composed_fields(event, build),
        *(guardian_fields(build) if event.guardian_required else []),
        field("consent", "consent", build.settings.consent_text),
    ]


def gathering_field(offered: list[Facts]) -> Facts:
    """Always shown, so that nobody signs up for another day than they think."""
    labels = {each["key"]: gathering_words(each) for each in offered}
    only = offered[0]["key"] if len(offered) == 1 else ""
    return field("gathering", "choice", _("哪一场"), options=options(labels), value=only)


def gathering_words(ticket: Facts) -> str:
    moment = datetime.fromisoformat(ticket["moment"])
    return _("%(month)d月%(day)d日 %(weekday)s %(starts)s，%(places)s") % {
        "month": moment.month,
        "day": moment.day,
        "weekday": ticket["day"]["weekday"],
        "starts": ticket["starts"],
        "places": ticket["places"]["words"],
    }


def adult_fields() -> list[Facts]:
    return [
        field("name", "text", _("怎么称呼你"), _("写姓也行，比如“老李”")),
        field("phone", "phone", _("手机号"), _("有变动、排到了，发短信到这个号码")),
    ]


def child_fields() -> list[Facts]:
    """A guardian fills it in: the phone is theirs, and no child needs one."""
    return [
        field(
            "name",
            "text",
            _("孩子怎么称呼"),
            _("不用写全名。几个孩子一起来，都写上"),
            autocomplete="off",
        ),
        field("phone", "phone", _("监护人手机号"), _("当天能打通的号码，有变动也发短信到这里")),
    ]


def people_field(event) -> Facts:
    most = min(MOST_TOGETHER, event.capacity or MOST_TOGETHER)
    labels = {str(count): _("%d 个") % count for count in range(1, most + 1)}
    label = _("几个孩子") if event.guardian_required else _("一共来几个人")
    return field("people", "choice", label, options=options(labels), value="1")


def guardian_fields(build: Build) -> list[Facts]:
    asked = guardian_questions(build)
    return [
        *(each for each in asked if each["key"] not in {"guardian_phone", "guardian_consent"}),
        field("emergency_name", "text", _("找不到监护人时找谁"), _("另一个大人，怎么称呼")),
        field("emergency_phone", "phone", _("他的手机号"), _("和上面的号码不一样")),
        *(each for each in asked if each["key"] == "guardian_consent"),
    ]
