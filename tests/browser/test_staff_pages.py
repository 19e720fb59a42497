"""Every page of the staff side that is ours, to everybody who works there: by axe-core."""

import pytest

from tests.browser.conftest import PATIENCE
from tests.public_pages.measured import COLOURS, RULES, Measure

# Wagtail's messages fade in: half of the way their colours are neither here nor there.
STILL = "document.getAnimations().every(each => each.playState !== 'running')"


@pytest.fixture(scope="module")
def found(site, sample, chromium, log_in) -> dict[str, dict[str, list[str]]]:
    """By scheme and address."""
    told: dict[str, dict[str, list[str]]] = {"light": {}, "dark": {}}
    for who, addresses in sample.staff.items():
        context = chromium.new_context(
            base_url=site.url, locale="zh-CN", viewport={"width": 1280, "height": 780}
        )
        context.set_default_timeout(PATIENCE)
        measure = Measure(context)
        log_in(measure.page, who)
        for address in ["/admin/", *addresses]:
            look_at(measure, address, told)
        context.close()
    return told


def look_at(measure: Measure, address: str, told: dict[str, dict[str, list[str]]]):
    answer = measure.page.goto(address)
    assert answer.status == 200, address
    for scheme, rules in (("light", RULES), ("dark", COLOURS)):
        measure.page.emulate_media(color_scheme=scheme)
        measure.page.wait_for_function(STILL)
        if faults := measure.axe(rules):
            told[scheme][address] = faults
    measure.page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_core_finds_nothing(scheme, found):
    assert found[scheme] == {}
