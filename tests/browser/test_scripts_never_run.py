"""What is typed never runs in anybody's browser. A real one opens every page that shows it, with
the site's content policy switched off: escaping has to be enough by itself."""

import html
import json
import re
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from playwright.sync_api import Error

from service_requests.inbox.viewset import STEPS
from tests.browser.conftest import PATIENCE
from tests.browser.visitor import Visitor
from tests.proofs.counts import count
from tests.script_payloads import PAYLOADS

ROUND = 256  # payloads: a centre has dozens of service lines, not thousands
FIRSTS = range(0, count("payloads in a browser"), ROUND)
views: Counter[str] = Counter()  # by who looked, over all rounds
# Those that are no markup as they stand, or spoilt: escaped twice, and so on.
INERT = 9
UNESCAPED = """<!doctype html><title>{0}</title><p>{0}</p><p title='{0}'><input value="{0}">
<textarea>{0}</textarea><p title={0}>x<!-- {0} -->"""


def program(site, *arguments: str) -> str:
    order = [sys.executable, "-m", "tests.proofs.scripted_site", *arguments]
    given = {"cwd": settings.BASE_DIR, "env": site.environment, "text": True}
    done = subprocess.run(order, capture_output=True, check=False, **given)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Filled:
    """What the program made, and where it left files."""

    folder: Path
    requests: list[dict]
    is_last: bool
    supervisor: list[str]  # addresses
    admin: list[str]


@pytest.fixture(scope="module", params=FIRSTS, ids=lambda first: f"from {first}")
def filled(request, site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("scripts")
    last = min(request.param + ROUND, count("payloads in a browser"))
    made = json.loads(program(site, "fill", str(request.param), str(last), str(folder)))
    yield Filled(folder, is_last=request.param == FIRSTS[-1], **made)
    program(site, "clear", str(folder))


@pytest.fixture
def browse(chromium, site):
    """browse(bypass): a page that opens addresses and sends forms, and looks at what comes."""
    contexts = []

    def browse_in(bypass: bool = True):
        context = chromium.new_context(
            viewport={"width": 1280, "height": 780},
            base_url=site.url,
            locale="zh-CN",
            bypass_csp=bypass,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return Visitor(context)

    yield browse_in
    for context in contexts:
        context.close()


def test_nothing_runs_on_any_page_of_staff(filled, browse, log_in, record_property):
    staff, admin = browse(), browse()
    log_in(staff.page, "supervisor")
    log_in(admin.page, "admin")
    for visitor, addresses in ((staff, filled.supervisor), (admin, filled.admin)):
        for address in ["/admin/", *addresses]:
            visitor.open(address)
    for number, request in enumerate(filled.requests):
        handled(staff, request, number, len(filled.requests))
    lists(staff, "/admin/requests/?state=submitted")
    lists(staff, "/admin/reports/requests-log/?")
    assert staff.watch.noticed == admin.watch.noticed == []
    views["staff"] += staff.watch.looked + admin.watch.looked
    views["payloads"] += sum(len(each["texts"]) for each in filled.requests)
    tried = f"{views['payloads']} payloads in each field, {views['staff']} views of staff: 0 ran"
    tell_at_the_end(filled, record_property, tried)


def tell_at_the_end(filled: Filled, record_property, tried: str):
    if filled.is_last:
        record_property("tried", tried)


def handled(staff: Visitor, request: dict, number: int, of: int):
    """Its page, also as it is printed; its steps, refused with what was typed; and the rest."""
    page, typed = f"/admin/requests/{request['pk']}/", " ".join(request["texts"])
    staff.open(page)
    staff.shows(request["texts"])
    staff.page.pdf()
    for template in staff.page.locator("#reply-template").all():
        template.select_option(index=1)
    staff.watch.look(staff.page)
    names = ["words", "name", "contact", "bring", "reference", "label", "key", "action"]
    for step in list(STEPS)[number::of] or [list(STEPS)[number % len(STEPS)]]:
        staff.send(f"{page}{step}/", dict.fromkeys(names, typed[:3900]) | {"version": "0"})
    staff.send(f"{page}scan/", {"label": typed[:60]}, scans=request["texts"][:3])
    staff.send(f"{page}scan/", {"label": typed[:60]}, scans=request["texts"][:3])
    staff.send("/admin/requests/search/", {"wanted": typed})
    staff.open(f"/admin/requests/?q={quote(typed)}&state={quote(typed)}&person={quote(typed)}")
    staff.open(f"/admin/reports/requests-log/?actor_name={quote(typed)}&reference={quote(typed)}")
    staff.open(request["window"])
    staff.send(request["window"], wrong_everywhere(staff, typed))
    staff.open("/admin/requests/?state=submitted")
    chosen = staff.page.locator("input[name=chosen]").first.input_value()
    staff.send("/admin/requests/bulk/", {"chosen": chosen, "do": "close", "words": typed[:3900]})


def wrong_everywhere(visitor: Visitor, typed: str) -> dict:
    names = visitor.page.evaluate(
        "() => [...document.querySelectorAll('main [name]')].map(each => each.name)"
    )
    return dict.fromkeys(set(names) - {"csrfmiddlewaretoken", "token"}, typed[:1900])


def lists(staff: Visitor, address: str):
    """Every page of a list, to its end."""
    for number in range(1, 1000):
        staff.open(f"{address}&p={number}")
        if not staff.page.locator(".next a[href]").count():
            return


@pytest.mark.parametrize("bypass", [True, False], ids=["without the policy", "with it"])
def test_nothing_runs_on_any_page_of_the_public(bypass, filled, browse, record_property):
    person = browse(bypass)
    for address in ("/services/", "/stations/", "/search/?q=alert"):
        person.open(address)
    for request in filled.requests:
        asked(person, request)
    assert person.watch.noticed == []
    views["public"] += person.watch.looked
    if not bypass:
        tell_at_the_end(filled, record_property, f"{views['public']} views of the public: 0 ran")


def asked(person: Visitor, request: dict):
    """The form with mistakes, checked, saved, gone on with; the receipt and the status."""
    typed, slug = " ".join(request["texts"]), request["service"]
    person.open(f"/services/{slug}/")
    wrong = wrong_everywhere(person, typed)
    person.send(f"/apply/{slug}/check/", wrong, **{"f-files00": request["texts"][:3]})
    right = {"name": request["texts"][0][:20], "phone": "13700137001", "consent": "yes"}
    right |= {"for_whom": "self", "f-longtext00": typed[:1900], "f-text00": request["texts"][0]}
    person.send(f"/apply/{slug}/check/", right, **{"f-files00": request["texts"][3:6]})
    person.send(f"/apply/{slug}/save/", right)
    code = re.sub(r"\s", "", person.page.locator("#code").inner_text())
    person.send("/apply/resume/", {"code": code, "last_four": "7001"})
    person.send("/apply/resume/", {"code": typed, "last_four": typed})
    person.open(request["receipt"])
    person.page.pdf()
    person.send("/apply/status/", {"reference": typed, "last_four": typed})
    known = {"reference": request["reference"], "last_four": request["last_four"]}
    person.send("/apply/status/", known)
    person.shows(request["texts"])
    token = {"token": person.field("token")}
    person.send("/apply/status/message/", token | {"words": typed + "长" * 2000})
    person.send("/apply/status/withdraw/", token)
    person.open(f"/search/?q={quote(typed)}")


def test_nothing_runs_in_a_mail_or_in_what_is_given_to_a_person(site, filled, browse):
    reader = browse()
    reader.open(f"file://{filled.folder}/person/person.html")
    reader.shows([text for request in filled.requests for text in request["texts"]])
    letters = [path.read_bytes() for path in (site.folder / "var/mail").iterdir()]
    about = [letter for letter in letters if filled.requests[0]["reference"].encode() in letter]
    assert about
    for letter in letters:
        message = BytesParser(policy=policy.default).parsebytes(letter)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                reader.page.set_content(part.get_content())
                reader.watch.look(reader.page)
    assert reader.watch.noticed == []


def test_the_same_pages_without_escaping_are_noticed(filled, browse, log_in):
    """What is watched for is real: nothing but escaping stands between these pages and it. On a
    page that a comment cuts short, or that leads elsewhere at once, it may come to nothing."""
    staff = browse()
    log_in(staff.page, "supervisor")
    for addresses in (
        [f"/admin/requests/{each['pk']}/" for each in filled.requests],
        [each["receipt"] for each in filled.requests],
    ):
        assert any(opens_a_box(staff, address) for address in addresses)


def opens_a_box(staff: Visitor, address: str) -> bool:
    staff.page.route(f"**{address}", without_escaping)
    try:
        # One may lead elsewhere before the page is whole: then `goto` fails.
        with staff.page.expect_console_message(is_box), suppress(Error):
            staff.page.goto(address)
    except Error:
        return False
    return True


def is_box(message) -> bool:
    return message.text.startswith("box: ")


def without_escaping(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=html.unescape(answer.text()))


def test_each_payload_is_noticed_where_it_is_not_escaped(browse):
    visitor, missed = browse(), []
    context = visitor.page.context
    context.route("**/control", lambda route: route.fulfill(body=body, content_type="text/html"))
    for payload in PAYLOADS:
        visitor.watch.noticed = []
        body = UNESCAPED.format(payload)
        page = context.new_page()
        page.goto("/control")
        visitor.watch.look(page)
        page.close()
        if not visitor.watch.noticed:
            missed.append(payload)
    assert len(missed) <= INERT, missed
