"""A page with a permanent short address, for paper and for telling on the phone."""

from django.db import transaction

from pages.models.base import BasePage
from pages.publishing import Build, Facts
from pages.short_address_panel import ShortAddressPanel
from pages.short_addresses import give_out, short_facts


class ShortAddressedPage(BasePage):
    """Gets its code when it first goes live. A copy gets one of its own; an alias has none."""

    promote_panels = [*BasePage.promote_panels, ShortAddressPanel()]

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if self.live and not self.alias_of_id:
            give_out(self, {"": self.title, **self.section_titles()})

    def section_titles(self) -> dict[str, str]:
        """The parts with a code of their own: the title of each, by the id of its block."""
        return {}

    def facts(self, build: Build) -> Facts:
        return super().facts(build) | {"short": short_facts(build, self.pk)}
