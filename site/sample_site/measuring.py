"""News pages in any number, for measuring how fast the site is. 压测内容, and marked so.

They are written in bulk: thousands in seconds. A page has no revision (the admin makes the
first one when somebody edits it) and stands in neither the search index nor the reference
index; `manage.py update_index` and `rebuild_references_index` put them there. The public
site's build is told of them, as of any page that is published.
"""

import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published

from news.models import NewsIndexPage, NewsPage, TopicPage
from sample_site.loader import read
from sample_site.markdown import block_id

BATCH = 500
PICTURES = 6
TEXTS, SENTENCES = 6, 4
FIRST_DAY = date(2018, 1, 1)
DAYS = 3000
KINDS = ["story", "story", "story", "story", "notice", "notice", "bulletin", "press"]

Progress = Callable[[int, int], None]


def add_news(wanted: int, progress: Progress) -> int:
    """Bring the pages for measuring to `wanted`; the number added.

    Page 17 is the same page whatever the number wanted, and whoever made pages 1 to 16.
    """
    index = NewsIndexPage.objects.get()
    slugs = index.get_children().filter(slug__startswith=slug(0)[:-5])
    ids = {int(each[-5:]): pk for each, pk in slugs.values_list("slug", "pk")}
    missing = [number for number in range(1, wanted + 1) if number not in ids]
    with transaction.atomic():
        writer = Writer(index, ids)
        for start in range(0, len(missing), BATCH):
            progress(start, len(missing))
            writer.write(missing[start : start + BATCH])
        Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + len(missing))
    progress(len(missing), len(missing))
    return len(missing)


def slug(number: int) -> str:
    return f"measuring-{number:05}"


class Writer:
    """Writes batches of pages below the news index, last in the tree's order."""

    def __init__(self, index: NewsIndexPage, ids: dict[int, int]):
        self.index = index
        self.ids = ids  # of the pages made so far, by number; a page links to earlier ones
        self.words = read("measuring")
        self.topics = list(TopicPage.objects.order_by("slug"))
        pictures = get_image_model().objects.order_by("title")
        self.pictures = list(pictures.values_list("pk", flat=True)[:PICTURES])
        last = index.get_last_child()
        self.step = Page._str2int(last.path[-Page.steplen :]) if last else 0

    def write(self, numbers: list[int]):
        pages = [self.page(number) for number in numbers]
        self.insert_trunks(pages)
        self.ids |= {number: page.pk for number, page in zip(numbers, pages, strict=True)}
        for number, page in zip(numbers, pages, strict=True):
            page.body = self.body(number)
        insert_own_columns(pages)
        self.insert_topics(pages, numbers)
        for page in pages:
            page_published.send(sender=NewsPage, instance=page, revision=None)

    def page(self, number: int) -> NewsPage:
        chance = Random(number)  # noqa: S311 - the same page every time
        kind, day = chance.choice(KINDS), FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        moment = timezone.make_aware(datetime.combine(day, time(9)))
        title = f"{chance.choice(self.words['titles'])}（压测 {number}）"  # data
        self.step += 1
        return NewsPage(
            path=Page._get_path(self.index.path, self.index.depth + 1, self.step),
            depth=self.index.depth + 1,
            translation_key=uuid.uuid5(uuid.NAMESPACE_URL, slug(number)),
            locale_id=self.index.locale_id,
            content_type=ContentType.objects.get_for_model(NewsPage),
            title=title,
            draft_title=title,
            slug=slug(number),
            url_path=f"{self.index.url_path}{slug(number)}/",
            first_published_at=moment,
            last_published_at=moment,
            latest_revision_created_at=moment,
            summary=self.words["mark"],
            news_kind=kind,
            published_on=day,
            issue_year=day.year if kind == "bulletin" else None,
            issue_number=number if kind == "bulletin" else None,
        )

    def body(self, number: int) -> list[dict]:
        """Six texts, a picture after the second, and links in the first and the fourth."""
        chance = Random(f"body {number}")  # noqa: S311
        sentences = self.words["sentences"]
        texts = ["".join(chance.sample(sentences, SENTENCES)) for _each in range(TEXTS)]
        texts[0] = f"{self.words['mark']}{texts[0]}"
        for place, words in zip((0, 3), self.words["links"], strict=True):
            target = self.ids[chance.randint(1, number)]
            texts[place] += f'<a linktype="page" id="{target}">{words}</a>。'  # data
        blocks: list[tuple[str, object]] = [("text", f"<p>{text}</p>") for text in texts]
        blocks.insert(2, ("picture", self.picture(chance)))
        return [
            {"type": kind, "id": block_id(slug(number), place), "value": value}
            for place, (kind, value) in enumerate(blocks)
        ]

    def picture(self, chance: Random) -> dict:
        image = {"image": chance.choice(self.pictures), "alt_text": "", "decorative": False}
        return {"image": image, "caption": chance.choice(self.words["captions"])}

    def insert_trunks(self, pages: list[NewsPage]):
        """The rows that every kind of page has; they give the pages their ids."""
        trunks = Page.objects.bulk_create(copy(page, Page) for page in pages)
        for page, trunk in zip(pages, trunks, strict=True):
            page.pk = page.id = trunk.pk

    def insert_topics(self, pages: list[NewsPage], numbers: list[int]):
        """Every other page tells of a topic."""
        link = NewsPage.topics.through
        link.objects.bulk_create(
            link(newspage_id=page.pk, topicpage=self.topics[number // 2 % len(self.topics)])
            for number, page in zip(numbers, pages, strict=True)
            if number % 2 and self.topics
        )


def copy(instance: Model, model: type[Model]) -> Model:
    fields = model._meta.concrete_fields
    return model(**{field.attname: getattr(instance, field.attname) for field in fields})


def insert_own_columns(pages: list[NewsPage]):
    """The rows of NewsPage alone. Django has no bulk_create for a model with a parent table."""
    rows = NewsPage._base_manager.all()
    rows._for_write = True
    rows._batched_insert(pages, NewsPage._meta.local_concrete_fields, batch_size=None)
