"""How the many fields of a guide are laid out for the editor, in the reader's order."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel


def group(heading, *names, collapsed=False):
    return MultiFieldPanel(
        [FieldPanel(name) if isinstance(name, str) else name for name in names],
        heading=heading,
        classname="collapsed" if collapsed else "",
    )


def row(*names):
    return FieldRowPanel([FieldPanel(name) for name in names])


GUIDE_PANELS = [
    group(_("先说结论"), "answer_headline", "answer", "answer_facts"),
    group(
        _("可信：核对和来源"),
        row("status", "replaced_by"),
        "status_note",
        row("last_verified", "verified_by"),
        row("review_after", "valid_from", "valid_to"),
        FieldPanel(
            "owner",
            heading=_("负责人"),
            help_text=_("到期了请谁来核对。一存就算数，不用发布；读者看不到"),
        ),
        row("source_name", "source_url"),
        "legal_basis",
        "changes",
        row("enquiry_phone", "complaint_phone"),
    ),
    group(
        _("事项"),
        row("code", "line"),
        row("implementing_body", "jurisdiction"),
        "audience",
        collapsed=True,
    ),
    group(_("谁能办"), "eligibility_intro", "eligibility", "ineligible", "scenarios"),
    group(_("带什么"), "materials"),
    group(
        _("怎么办"),
        "steps",
        "end_note",
        "channels",
        "locations",
        "stations",
        row("office_hours", "visits"),
    ),
    group(_("多久、多少钱"), row("statutory_days", "promised_days", "day_unit"), "fees"),
    group(_("结果"), row("result_name", "delivery"), "appeal", collapsed=True),
    group(_("老家办、珠海办"), "hometown", "zhuhai", collapsed=True),
    group(_("中心能帮什么"), "can_help", "cannot_help", "service"),
    group(_("防骗提示"), "fraud_title", "fraud_warning"),
    group(_("常见问题"), "faq"),
]
