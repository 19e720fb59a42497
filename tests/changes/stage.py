"""Publishing and unpublishing, drafts, schedules, privacy."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from pages.models import HandbookPage, HomePage
from tests.changes.choosing import Choose, change, pages, publish


@change
def unpublish(choose: Choose) -> str:
    """A handbook goes with its chapters: each of them names the handbook."""
    page = choose.page()
    together = isinstance(page, HandbookPage)
    for each in page.get_descendants().live().specific() if together else ():
        each.unpublish()
    page.unpublish()
    return page.url_path


@change
def unpublish_in_the_admin(choose: Choose) -> str:
    page = choose.page()
    choose.post(f"/admin/pages/{page.pk}/unpublish/", {"include_descendants": "on"})
    return page.url_path


@change
def publish_again(choose: Choose) -> str:
    """A chapter needs its handbook: it can be built below nothing else."""
    hidden = pages().filter(live=False, alias_of=None).specific()
    return publish(choose.one(page for page in hidden if handbook_is_live(page)))


def handbook_is_live(page: Page) -> bool:
    above = page.get_parent().specific
    return above.live or not isinstance(above, HandbookPage)


@change
def save_a_draft(choose: Choose) -> str:
    page = choose.page()
    page.title = choose.new_name()
    page.summary = "只是草稿"
    page.save_revision()
    return page.url_path


@change
def go_live_later(choose: Choose) -> str:
    hidden = pages().filter(live=False, alias_of=None).specific()
    page = choose.one(page for page in hidden if handbook_is_live(page))
    page.go_live_at = timezone.now() + timedelta(hours=choose.one([1, 30, 200]))
    return publish(page)


@change
def change_a_live_page_later(choose: Choose) -> str:
    """A revision waits; what is live stays as it is until then."""
    page = choose.page()
    page.title = choose.new_name()
    page.go_live_at = timezone.now() + timedelta(hours=choose.one([1, 30, 200]))
    return publish(page)


@change
def expire_later(choose: Choose) -> str:
    """A handbook stays: expiry takes it away from its chapters."""
    page = choose.one(pages().live().filter(alias_of=None).not_type(HandbookPage)).specific
    page.expire_at = timezone.now() + timedelta(hours=choose.one([1, 30, 200]))
    return publish(page)


@change
def hide_behind_a_login(choose: Choose) -> str:
    """With everything below; for the home page that is the whole site."""
    page = choose.one([*pages(), *pages(), HomePage.objects.get()])
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return page.url_path


@change
def hide_in_the_admin(choose: Choose) -> str:
    page = choose.one(pages().filter(view_restrictions=None))
    choose.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})
    return page.url_path


@change
def show_to_everyone(choose: Choose) -> str:
    restriction = choose.one(PageViewRestriction.objects.order_by("pk"))
    restriction.delete()
    return restriction.page.url_path
