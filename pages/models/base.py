"""What every page kind shares: a lead, a picture for sharing, its facts and its files."""

from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from pages.address_form import AddressForm
from pages.drawings.share_card import share_card, share_card_file
from pages.publishing import Build, Facts, Output, page_path


class BasePage(Page):
    summary = models.CharField(
        _("导语"),
        max_length=200,
        blank=True,
        help_text=_("一两句话，放在标题下面，也用在搜索和转发里"),
    )
    menu_label = models.CharField(
        _("导航短名"), max_length=8, blank=True, help_text=_("顶部导航用，两个字最好；留空用标题")
    )
    share_image = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("转发图片"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel(
            [FieldPanel("menu_label"), FieldPanel("share_image")], heading=_("导航与转发")
        ),
    ]

    class Meta:
        abstract = True

    base_form_class = AddressForm
    subpage_types: list[str]
    # Last segments, as a regular expression, of addresses that this page's own lists fill.
    list_addresses = ""
    # Whether its foot asks readers if it helped: what one reads does, a list of pages does not.
    asks_readers = False
    kind = "page"  # names the template, and the page kind in the API
    # How a build reads all pages of this kind: in which order, by which fields it may be asked
    # for some of them (a part of a field too: "published_on__year"), and what it reads along with
    # them. Of other pages that are read along only the ids may be used: the rest is asked for.
    build_order: tuple[str, ...] = ("path",)
    build_filters: tuple[str, ...] = ()
    build_related: tuple[str, ...] = ()
    build_prefetch: tuple[str, ...] = ()

    def facts(self, build: Build) -> Facts:
        """Everything that readers see of this page, as plain data."""
        return {
            "id": self.pk,
            "kind": self.kind,
            "title": self.title,
            "seo_title": self.seo_title or self.title,
            "lead": self.summary,
            "description": self.search_description or self.summary,
            "url": build.url(self.pk),
            "breadcrumb": build.ancestors(self),
            "share_image": self.own_picture(build) or share_card(self, build),
            "published": local_date(self.first_published_at),
            "updated": local_date(self.last_published_at),
            "poster_url": f"/poster/{self.pk}/" if self.pk else "",
            "feedback_url": f"/apply/feedback/{self.pk}/" if self.asks_readers and self.pk else "",
        }

    def card(self, build: Build) -> Facts:
        """The few facts with which lists show this page."""
        return {
            "id": self.pk,
            "kind": self.kind,
            "title": self.title,
            "lead": self.summary,
            "url": build.url(self.pk),
            "image": build.image(self.share_picture_id, "teaser"),
            "published": local_date(self.first_published_at),
        }

    def outputs(self, build: Build) -> Iterator[Output]:
        url = build.url(self.pk)
        yield Output(page_path(url), self.page_template, partial(build.facts, self.pk))

    def pictures(self, build: Build) -> Iterator[Output]:
        """The files of what is drawn for this page, besides its own outputs."""
        if not self.own_picture(build):
            yield from share_card_file(self, build)

    def own_picture(self, build: Build) -> Facts | None:
        return build.image(self.share_picture_id, "share")

    def share_label(self, build: Build) -> str:
        """What the drawn card says above the title."""
        return str(self._meta.verbose_name)

    @property
    def share_title(self) -> str:
        return self.title

    @property
    def page_template(self) -> str:
        return f"{self._meta.app_label}/{self.kind}.html"

    @property
    def share_picture_id(self) -> int | None:
        return self.share_image_id

    def serve(self, request, *args, **kwargs):
        return import_string(settings.PAGE_RENDERER)(request, self)

    def serve_preview(self, request, mode_name):
        return import_string(settings.PAGE_RENDERER)(request, self)


def local_date(moment) -> str:
    """ISO date in Asia/Shanghai, or "" for a page that was never published."""
    return timezone.localtime(moment).date().isoformat() if moment else ""
