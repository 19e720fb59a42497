"""What search engines read of a page: schema.org's words, made from the page's facts alone."""

from __future__ import annotations

from pages.event_structured_data import event_nodes
from pages.publishing import Facts
from pages.station_data import station_place


def structured_data(page: Facts, site: Facts) -> list[Facts]:
    """The nodes of a graph, [] for a page without an address. Addresses are absolute."""
    base = site["base_url"]
    if not page.get("url"):
        return []
    nodes = [breadcrumb_list(page, base)] if page["breadcrumb"] else []
    if page["kind"] == "guide":
        nodes += [checked_page(page, site, base), government_service(page, base)]
        nodes += [faq_page(page, base)] if page["faq"] else []
    if page["kind"] == "event":
        nodes += event_nodes(page, site, base)
    if page["kind"] == "station":
        nodes.append(station_place(page, site))
    return nodes


def breadcrumb_list(page: Facts, base: str) -> Facts:
    trail = [*page["breadcrumb"], page]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": each["title"],
                "item": base + each["url"],
            }
            for position, each in enumerate(trail, start=1)
        ],
    }


def checked_page(page: Facts, site: Facts, base: str) -> Facts:
    """When it was last checked, by whom, and whether it still holds: what a reader may rely on."""
    status = {} if page["status"] == "current" else {"creativeWorkStatus": page["status_label"]}
    if page["replaced_by"]:
        status["significantLink"] = base + page["replaced_by"]["url"]
    return status | {
        "@type": "WebPage",
        "@id": base + page["url"],
        "url": base + page["url"],
        "name": page["title"],
        "inLanguage": "zh-Hans",
        "dateModified": page["updated"],
        "lastReviewed": page["last_verified"],
        "reviewedBy": {"@type": "Organization", "name": site["full_name"]},
        "mainEntity": {"@id": f"{base}{page['url']}#service"},
    }


def government_service(page: Facts, base: str) -> Facts:
    """What is not known is left out; a service that is no more is told of as discontinued by its
    page, for which schema.org has no word."""
    told = {
        "name": page["title"],
        "description": page["answer_headline"] + page["answer"],
        "identifier": page["code"],
        "serviceType": page["line"],
        "provider": named("GovernmentOrganization", page["implementing_body"]),
        "areaServed": named("AdministrativeArea", page["jurisdiction"]),
        "audience": page["audience"] and {"@type": "Audience", "audienceType": page["audience"]},
        "serviceOutput": named("Thing", page["result_name"]),
        "hoursAvailable": page["office_hours"],
        "availableChannel": page["enquiry_phone"]
        and {
            "@type": "ServiceChannel",
            "servicePhone": {"@type": "ContactPoint", "telephone": page["enquiry_phone"]},
        },
    }
    node = {"@type": "GovernmentService", "@id": f"{base}{page['url']}#service"}
    return node | {name: value for name, value in told.items() if value}


def named(kind: str, name: str) -> Facts | str:
    return name and {"@type": kind, "name": name}


def faq_page(page: Facts, base: str) -> Facts:
    return {
        "@type": "FAQPage",
        "@id": f"{base}{page['url']}#faq",
        "mainEntity": [
            {
                "@type": "Question",
                "name": item["question"],
                "acceptedAnswer": {"@type": "Answer", "text": str(item["answer"])},
            }
            for item in page["faq"]
        ],
    }
