"""Every page under a name, and how a browser gets there."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page

from tests.public_pages.answered import ANSWERED
from tests.public_pages.sample import Sample

Reach = Callable[[Page], object]


def every_page(sample: Sample) -> dict[str, Reach]:
    """{"guide": …, "guide-short": …, "receipt": …}"""
    pages: dict[str, Reach] = {}
    for template, addresses in sample.exported.items():
        kind = template.rpartition("/")[2].removesuffix(".html").replace("_", "-")
        for address, name in zip(addresses, (kind, f"{kind}-short"), strict=False):
            pages[name] = partial(go, address=address)
    return pages | {each.name: partial(each.reach, sample=sample) for each in ANSWERED}


def go(page: Page, address: str):
    page.goto(address)
