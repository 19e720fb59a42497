"""A guide as plain data, group by group."""

from operator import itemgetter

from django.utils.translation import gettext as translate

from pages.guide_materials import FORMS, bring_lists, detail, only_for


def guide_facts(guide, build):
    return (
        build.card(guide.pk)
        | identity(guide)
        | decide(guide, build)
        | do(guide, build)
        | result(guide, build)
        | trust(guide, build)
        | centre(guide, build)
    )


def guide_card(guide, build):
    return {
        "line": line_name(guide),
        "status": guide.status,
        "status_label": str(guide.get_status_display()),
        "answer_headline": guide.answer_headline,
        "last_verified": guide.last_verified.isoformat(),
        "answer_facts": values(build, guide.answer_facts),
    }


def line_name(guide):
    return guide.line.name if guide.line else ""


def identity(guide):
    return {
        "code": guide.code,
        "implementing_body": guide.implementing_body,
        "audience": guide.audience,
        "jurisdiction": guide.jurisdiction,
        "answer": guide.answer,
    }


def decide(guide, build):
    scenarios = values(build, guide.scenarios)
    materials = [
        material
        | {
            "form_label": str(FORMS.get(material["form"], "")),
            "detail": detail(material),
            "only_for": only_for(material),
        }
        for material in values(build, guide.materials)
    ]
    return {
        "eligibility_intro": build.rich_text(guide.eligibility_intro),
        "eligibility": values(build, guide.eligibility),
        "ineligible": build.rich_text(guide.ineligible),
        "scenarios": scenarios,
        "materials": materials,
        "bring_lists": bring_lists(materials, scenarios),
    }


def do(guide, build):
    return {
        "steps": values(build, guide.steps),
        "end_note": guide.end_note,
        "channels": guide.channels,
        "locations": build.rich_text(guide.locations),
        "stations": [link for link in values(build, guide.stations) if link],
        "office_hours": guide.office_hours,
        "visits": guide.visits,
        "statutory_limit": days(guide.statutory_days, guide.day_unit),
        "promised_limit": days(guide.promised_days, guide.day_unit),
        "fees": values(build, guide.fees),
    }


def result(guide, build):
    return {
        "result_name": guide.result_name,
        "delivery": guide.delivery,
        "appeal": build.rich_text(guide.appeal),
    }


def trust(guide, build):
    return {
        "status_note": guide.status_note,
        "replaced_by": build.link(guide.replaced_by_id),
        "verified_by": guide.verified_by,
        "review_after": iso(guide.review_after),
        "review_due": bool(guide.review_after and guide.review_after < build.today),
        "valid_from": iso(guide.valid_from),
        "valid_to": iso(guide.valid_to),
        "expired": bool(guide.valid_to and guide.valid_to < build.today),
        "source_name": guide.source_name,
        "source_url": guide.source_url,
        "legal_basis": values(build, guide.legal_basis),
        "changes": sorted(values(build, guide.changes), key=itemgetter("day"), reverse=True),
        "enquiry_phone": guide.enquiry_phone,
        "complaint_phone": guide.complaint_phone,
        "faq": values(build, guide.faq),
    }


def centre(guide, build):
    return {
        "can_help": build.rich_text(guide.can_help),
        "cannot_help": build.rich_text(guide.cannot_help),
        "hometown": values(build, guide.hometown),
        "zhuhai": values(build, guide.zhuhai),
        "fraud_title": guide.fraud_title,
        "fraud_warning": build.rich_text(guide.fraud_warning),
        "service": build.link(guide.service_id),
        **neighbours(guide, build),
        "rule_sets": rule_sets_for(guide, build),
        "related": [
            card
            for card in build.siblings(guide)
            if card["line"] == line_name(guide) and card["status"] != "stopped"
        ][:4],
    }


def neighbours(guide, build):
    """The guides before and after it, as the list of all guides shows them: by line of service."""
    lines = {line.name: place for place, line in enumerate(build.all("pages.ServiceLine"))}
    cards = build.siblings(guide, inclusive=True)
    cards = sorted(cards, key=lambda card: lines.get(card["line"], len(lines)))
    ids = [card["id"] for card in cards]
    place = ids.index(guide.pk) if guide.pk in ids else len(ids)  # a draft that was never out
    return {
        "previous": build.link(ids[place - 1]) if 0 < place < len(ids) else None,
        "next": build.link(ids[place + 1]) if place + 1 < len(ids) else None,
    }


def rule_sets_for(guide, build):
    """积分测算 that belongs to this guide and has not expired."""
    return [
        build.link(page.pk)
        for page in build.all("pages.PointsPage")
        if page.valid_to >= build.today
        and guide.pk in [item["value"] for item in page.guides.raw_data]
    ]


def values(build, stream):
    return [item["value"] for item in build.stream(stream)]


def iso(day):
    return day.isoformat() if day else ""


def days(number, unit):
    """A limit in words; `unit` is "working" or "calendar"."""
    if not number:
        return ""
    return (translate("%d 个工作日") if unit == "working" else translate("%d 日")) % number
