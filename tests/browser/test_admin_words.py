"""Staff work in Chinese: no screen of the admin shows them a run of English words."""

import re

import pytest
from django.apps import apps

from pages.models import BasePage

# Names that are the same in Chinese, or that a centre has to type as they stand.
NAMES = """
    Atom ICP URL CSV XLSX TSV WGS QQ PDF JPG JPEG PNG WEBP SVG KB MB GMT Shanghai Asia
    admin editor caseworker supervisor from to Ctrl Cmd Shift Alt Enter Esc Tab
"""
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
# Addresses, e-mail, files and slugs are data.
DATA = re.compile(r"https?://\S+|\S+@\S+|/[\w/%.-]+|[\w.-]+\.[a-z]{3,4}\b|[a-z0-9]+(?:-[a-z0-9]+)+")
TEXT = """() => [document.title, document.body.innerText,
  ...[...document.querySelectorAll("[placeholder], [aria-label], [title]")]
    .flatMap(one => [one.placeholder, one.ariaLabel, one.title])].filter(Boolean).join("\\n")"""

FOR_ADMIN = """
    sites sites/new groups groups/new groups/edit/1 users users/new users/edit/2 collections
    collections/add workflows/list workflows/add workflows/tasks/index
    workflows/tasks/add/wagtailcore/groupapprovaltask
    reports/site-history reports/workflow reports/workflow_tasks reports/locked requests
    reports/publishing reports/publishing/1
"""
FOR_EDITOR = """
    pages images images/add images/1 documents documents/multiple/add snippets
    snippets/pages/serviceline snippets/pages/serviceline/add redirects
    redirects/add redirects/import settings/pages/sitesettings/2 account
    reports/aging-pages reports/page-types-usage reports/publishing reports/publishing/1
    public-site/rebuild calendar-days calendar-days/new
"""

FOR_SUPERVISOR = """
    requests requests/window reports/requests-log reports/requests-exports reports/notices
"""


def english_in(page, address: str) -> list[str]:
    """The lines of a screen, hints and labels for screen readers among them, with English."""
    response = page.goto(address)
    assert response.status == 200, address
    assert response.url.endswith(address), f"{address} led to {response.url}"
    lines = set(page.evaluate(TEXT).splitlines())
    return sorted(f"{address}: {line.strip()[:120]}" for line in lines if words_of(line))


def words_of(line: str) -> set[str]:
    return set(WORD.findall(DATA.sub(" ", line))) - set(NAMES.split())


def found_on(page, screens) -> list[str]:
    return [line for screen in screens for line in english_in(page, f"/admin/{screen}/")]


def page_screens(page) -> list[str]:
    """The explorer, and the form of every kind of page that an editor can still add."""
    kinds = [kind for kind in apps.get_models() if issubclass(kind, BasePage)]
    ids = {kind: first_id(page, kind) for kind in kinds}
    screens = [f"pages/{ids[kind]}" for kind in kinds if kind.__name__ == "NewsIndexPage"]
    for kind in kinds:
        parents = [ids[parent] for parent in kind.allowed_parent_page_models() if ids.get(parent)]
        if parents and not kind.max_count:
            screens.append(f"pages/add/{kind._meta.app_label}/{kind._meta.model_name}/{parents[0]}")
        screens.append(f"pages/{ids[kind]}/edit")
    return screens


def first_id(page, kind) -> int | None:
    listed = page.request.get(f"/api/v2/pages/?type={kind._meta.label}&limit=1").json()["items"]
    return listed[0]["id"] if listed else None


@pytest.fixture
def screen(open_page):
    return open_page(1280)


def test_an_administrator_reads_no_english(screen, log_in):
    assert english_in(screen, "/admin/login/") == []
    log_in(screen, "admin")
    assert found_on(screen, FOR_ADMIN.split()) == []


def test_an_editor_reads_no_english(screen, log_in):
    log_in(screen, "editor")
    assert english_in(screen, "/admin/") == []
    assert found_on(screen, FOR_EDITOR.split()) == []


def test_an_editor_of_any_kind_of_page_reads_no_english(screen, log_in):
    log_in(screen, "editor")
    assert found_on(screen, page_screens(screen)) == []


def test_a_case_worker_reads_no_english(screen, log_in):
    log_in(screen, "caseworker")
    assert found_on(screen, ["requests", "account"]) == []


def test_a_supervisor_reads_no_english(screen, log_in):
    log_in(screen, "supervisor")
    assert found_on(screen, FOR_SUPERVISOR.split()) == []
