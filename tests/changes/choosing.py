"""How a change finds something to be done to."""

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.test import Client
from wagtail.models import Page

T = TypeVar("T")
Change = Callable[["Choose"], str]
CHANGES: dict[str, Change] = {}  # by name, in the order of the modules
NO_SIGNAL: set[str] = set()  # those that the database is told and nobody else


class NotNow(Exception):
    """There is nothing this change could be made to."""


def change(function: Change) -> Change:
    CHANGES[function.__name__] = function
    return function


def without_signal(function: Change) -> Change:
    NO_SIGNAL.add(function.__name__)
    return change(function)


class Choose:
    """Picks what a change is made to. `pick(n)` gives a number below n; `clock` can be shifted."""

    def __init__(self, pick: Callable[[int], int], clock: Any):
        self.pick = pick
        self.clock = clock
        self.numbers = count(1)

    def one(self, options: Iterable[T]) -> T:
        found = list(options)
        if not found:
            raise NotNow
        return found[self.pick(len(found))]

    def page(self, *kinds: type[Page], live: bool = True) -> Any:
        """A page below the home page that editors can edit: an alias follows its original."""
        return self.one(pages(*kinds).filter(live=live, alias_of=None)).specific

    def new_name(self) -> str:
        """A title and a slug that no page has."""
        return f"new-{next(self.numbers)}"

    def admin(self) -> Client:
        """Logged in now: a session doesn't outlive the weeks that pass here."""
        client = Client()
        client.force_login(User.objects.get(username="editor"))
        return client

    def post(self, address: str, data: dict | None = None):
        """Sends a form of the admin; one that is refused changes nothing."""
        answer = self.admin().post(address, data or {})
        assert answer.status_code in {200, 302}, answer.status_code
        refused = answer.context and answer.context.get("form")
        if refused and refused.errors:
            raise NotNow
        assert "/login/" not in answer.get("Location", "")
        return answer


def pages(*kinds: type[Page]) -> QuerySet[Page]:
    """Pages of the site in the tree's order, the home page left out."""
    found = Page.objects.filter(depth__gt=2).order_by("path")
    return found.type(*kinds) if kinds else found


def publish(page: Page) -> str:
    page.save_revision().publish()
    return f"{page._meta.model_name} {page.pk} {page.url_path}"
