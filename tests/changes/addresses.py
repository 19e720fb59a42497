"""Redirects: they give way to pages, and come back when these are gone."""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from news.models import NewsIndexPage
from pages.models import HomePage, ShortAddress
from tests import factories as make
from tests.changes.choosing import Choose, change, pages, without_signal


def address(page: Page) -> str:
    """Below the home page, without a slash at the end: "/news/sign-up"."""
    return "/" + page.url_path.split("/", 2)[2].rstrip("/")


def old_path(choose: Choose) -> str:
    """One that nobody has, one of a page, one of a list or a file, one inside another."""
    page = address(choose.one(pages()))
    lists = [address(each) for each in pages(NewsIndexPage)]
    inside = [f"{each}/{name}" for each in lists for name in ("page-1", "feed.xml", "notice")]
    free = [f"/{choose.new_name()}", f"/{choose.new_name()}/below", "/new-3", "/new-5"]
    return choose.one([*free, page, f"{page}/below", *inside])


@change
def lead_an_address_to_a_page(choose: Choose) -> str:
    path, page = old_path(choose), choose.one(pages())
    return str(redirect(path, redirect_page=page))


@change
def lead_an_address_elsewhere(choose: Choose) -> str:
    return str(redirect(old_path(choose), redirect_link="https://example.org/new/"))


def redirect(path: str, **target) -> Redirect:
    """One for an address, as the form of the admin has it."""
    found, _new = Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(path),
        site=None,
        defaults={"redirect_page": None, "redirect_link": ""} | target,
    )
    return found


@change
def lead_an_address_elsewhere_in_the_admin(choose: Choose) -> str:
    path = f"/{choose.new_name()}"
    form = {"old_path": path, "redirect_link": "https://example.org/", "is_permanent": "on"}
    choose.post("/admin/redirects/add/", form | {"redirect_page": "", "site": ""})
    return path


@change
def remove_a_redirect(choose: Choose) -> str:
    found = choose.one(Redirect.objects.order_by("pk"))
    found.delete()
    return str(found)


@without_signal
def lead_elsewhere_in_the_database(choose: Choose) -> str:
    found = choose.one(Redirect.objects.order_by("pk"))
    link = f"https://example.org/{choose.new_name()}/"
    Redirect.objects.filter(pk=found.pk).update(redirect_page=None, redirect_link=link)
    return str(found)


@change
def put_a_page_where_a_redirect_is(choose: Choose) -> str:
    home = HomePage.objects.get()
    paths = Redirect.objects.order_by("pk").values_list("old_path", flat=True)
    slugs = [path.strip("/") for path in paths]
    free = [slug for slug in slugs if "/" not in slug and Page._slug_is_available(slug, home)]
    slug = choose.one([slug for slug in free if slug])
    return make.ArticleFactory(title=choose.new_name(), slug=slug, parent=home).url_path


@change
def lead_a_short_address_elsewhere(choose: Choose) -> str:
    found = choose.one(ShortAddress.objects.order_by("pk"))
    choose.post(f"/admin/short-addresses/edit/{found.pk}/", {"leads_to": choose.one(pages()).pk})
    return str(found)


@without_signal
def lead_a_short_address_elsewhere_in_the_database(choose: Choose) -> str:
    found = choose.one(ShortAddress.objects.order_by("pk"))
    target = choose.one(pages())
    ShortAddress.objects.filter(pk=found.pk).update(leads_to=target.pk)
    return str(found)
