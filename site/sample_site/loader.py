"""Builds the sample site from its content files. Running it again adds what is missing and
changes nothing that is there: an editor's work is never overwritten."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import yaml
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from config.site_address import public_address
from pages.models import BasePage, CountTable, HomePage, ServiceLine, ServiceMode, SiteSettings
from sample_site.pictures import load_pictures
from sample_site.values import Values
from search.models import SynonymGroup

CONTENT = Path(__file__).parent / "content"
FILES = ["guides", "services", "points", "events", "handbook", "news", "stations", "about"]
KINDS: dict[str, type[BasePage]] = {
    model.kind: model
    for label in ("pages", "news")
    for model in apps.get_app_config(label).get_models()
    if issubclass(model, BasePage)
}
TREE_KEYS = {"kind", "parent", "slug", "title", "in_menu"}
# A page must be saved before others can link to it; these columns cannot be empty meanwhile.
REQUIRED_AT_ONCE = (
    "published_on",
    "last_verified",
    "starts_at",
    "ends_at",
    "year",
    "valid_from",
    "valid_to",
)

Tell = Callable[[str], None]


def load(tell: Tell) -> int:
    """Load everything; the number of pages added."""
    site_file = read("site")
    pages = {"": home_page(site_file["home"])}
    load_terms(site_file)
    tell(_("图片"))
    values = Values(pages, load_pictures())
    load_counts(values)
    entries = [entry for name in FILES for entry in read(name)]
    with transaction.atomic():
        added = [entry for entry in entries if plant(entry, pages, values)]
        for done, entry in enumerate(added, start=1):
            tell(_("页面") + f" {done}/{len(added)} {entry['title']}")
            fill(pages[path_of(entry)], entry, values)
        if added:
            fill(pages[""], site_file["home"] | {"parent": "", "slug": ""}, values)
            fill_settings(site_file["settings"], values)
    return len(added)


def read(name: str):
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text())


def path_of(entry: dict) -> str:
    return f"{entry['parent']}/{entry['slug']}".strip("/")


def home_page(entry: dict) -> HomePage:
    """The home page under the site's root, in the place of Wagtail's welcome page."""
    if home := HomePage.objects.first():
        return home
    root = Page.get_first_root_node()
    Page.objects.filter(depth=2, slug="home").delete()
    root = Page.objects.get(pk=root.pk)
    home = root.add_child(
        instance=HomePage(title=entry["title"], slug="home", slogan=entry["slogan"])
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home} | public_address(),
    )
    Site.clear_site_root_paths_cache()
    return home


def load_terms(site_file: dict):
    for model, key in ((ServiceLine, "lines"), (ServiceMode, "modes")):
        for place, term in enumerate(site_file[key]):
            model.objects.get_or_create(slug=term["slug"], defaults={"order": place} | term)
    for words in site_file["synonyms"]:
        SynonymGroup.objects.get_or_create(words=words)


def load_counts(values: Values):
    for entry in read("counts"):
        if CountTable.objects.filter(title=entry["title"]).exists():
            continue
        table = CountTable()
        for name, value in entry.items():
            values.set(table, name, value, entry["title"])
        table.full_clean()
        table.save()


def plant(entry: dict, pages: dict[str, Page], values: Values) -> bool:
    """Put a page into the tree, so that others can link to it; False when it was there."""
    path, parent = path_of(entry), pages[entry["parent"].strip("/")]
    existing = Page.objects.child_of(parent).filter(slug=entry["slug"]).first()
    if existing:
        pages[path] = existing.specific
        return False
    model = KINDS[entry["kind"]]
    page = model(title=entry["title"], slug=entry["slug"], live=False)
    page.show_in_menus = entry.get("in_menu", False)
    for name in REQUIRED_AT_ONCE:
        if name in entry:
            values.set(page, name, entry[name], path)
    parent = Page.objects.get(pk=parent.pk)
    pages[path] = parent.add_child(instance=page)
    return True


def fill(page: Page, entry: dict, values: Values):
    """Give a page its fields and publish it, as an editor would.

    Read anew: its count of children has grown since it was planted.
    """
    page = type(page).objects.get(pk=page.pk)
    for name, value in entry.items():
        if name not in TREE_KEYS:
            values.set(page, name, value, path_of(entry))
    page.full_clean()
    page.first_published_at = published_at(entry)
    page.save_revision(clean=False).publish()


def published_at(entry: dict):
    """News are as old as they say; everything else is as old as the loading of it."""
    if "published_on" in entry:
        day = entry["published_on"]
        return timezone.make_aware(datetime(day.year, day.month, day.day, 9))
    return timezone.now()


def fill_settings(entry: dict, values: Values):
    site_settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    for name, value in entry.items():
        values.set(site_settings, name, value, "settings")
    site_settings.save()
