"""The questions every form asks about people: whose matter it is, who fills the form in for
them, and a child's guardian. Their keys have a meaning to `service_requests`."""

from django.utils.translation import gettext as _

from pages.form_conditions import condition
from pages.form_field import field, options
from pages.publishing import Build, Facts

OTHER = "other"
UNDER_14 = "under_14"


def person_fields(service) -> list[Facts]:
    return [*whose_matter(service), *name_and_phone(service), *age_question(service)]


def whose_matter(service) -> list[Facts]:
    if not service.allows_representative:
        return []
    choices = options({"self": _("我自己的"), OTHER: _("替别人填")})
    return [field("for_whom", "choice", _("这是谁的事"), options=choices)]


def name_and_phone(service) -> list[Facts]:
    if service.allows_representative:
        hint = _("替别人填的写他的号码。他没有手机，就写你的")
        return [
            field("name", "text", _("谁的事，怎么称呼"), _("写姓也行，比如“老李”。替别人填的写他")),
            field("phone", "phone", _("这个人的手机号"), hint, autocomplete="off"),
        ]
    return [
        field("name", "text", _("怎么称呼你"), _("写姓也行，比如“老李”")),
        field("phone", "phone", _("手机号"), _("只用来回你这件事")),
    ]


def age_question(service) -> list[Facts]:
    """An answer instead of a birthday: no more is asked than decides something."""
    if service.needs_guardian or not service.asks_age:
        return []
    choices = options({"adult": _("满 14 岁了"), UNDER_14: _("还没满 14 岁")})
    return [field("age_group", "choice", _("这个人多大"), options=choices)]


def representative_fields(service, build: Build) -> list[Facts]:
    """Asked where somebody fills the form in for another person."""
    if not service.allows_representative:
        return []
    asked: Facts = {"condition": condition("for_whom", _("这是谁的事"), [OTHER], [_("替别人填")])}
    relations = [_("家里人"), _("亲戚"), _("老乡或同事"), _("学校、单位或社工"), _("别的")]
    return [
        field("agent_relation", "choice", _("你是他的什么人"), options=options(relations), **asked),
        field("agent_name", "text", _("你怎么称呼"), **asked),
        field("agent_phone", "phone", _("你的手机号"), _("这件事我们打给你"), **asked),
        field("agent_consent", "consent", build.settings.authorisation_text, **asked),
    ]


def guardian_fields(service, build: Build) -> list[Facts]:
    """Asked for a child under 14: of everybody, or where the question about the age says so."""
    if not (service.needs_guardian or service.asks_age):
        return []
    asked: Facts = {}
    if not service.needs_guardian:
        words = [_("还没满 14 岁")]
        asked = {"condition": condition("age_group", _("这个人多大"), [UNDER_14], words)}
    return guardian_questions(build, **asked)


def guardian_questions(build: Build, **asked) -> list[Facts]:
    """Who the guardian is, and that they agree."""
    relations = [_("爸爸"), _("妈妈"), _("爷爷奶奶、外公外婆"), _("别的监护人")]
    return [
        field(
            "guardian_name", "text", _("监护人怎么称呼"), _("爸爸、妈妈，或者法定监护人"), **asked
        ),
        field(
            "guardian_relation",
            "choice",
            _("监护人是孩子的什么人"),
            options=options(relations),
            **asked,
        ),
        field("guardian_phone", "phone", _("监护人手机号"), _("当天能打通的号码"), **asked),
        field("guardian_consent", "consent", build.settings.guardian_consent_text, **asked),
    ]
