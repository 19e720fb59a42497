"""The resident process: changes one page, publishes it, and builds what is pending.

Reads a kind of change a line; answers each with a line of JSON: seconds of the editor's side,
seconds of the build, files written and removed. Ends with its input.
"""

import json
import sys
import time
from itertools import count

from tests.benchmarks.django_site import start_django

start_django()

from django.utils import timezone  # noqa: E402

from export.worker import build_pending  # noqa: E402
from news.models import NewsIndexPage, NewsPage  # noqa: E402

FIRST = 300  # pages of the middle are edited, each one once


class Editor:
    def __init__(self):
        news = NewsPage.objects.filter(slug__startswith="measuring-").order_by("slug")
        self.ids = list(news.values_list("pk", flat=True))
        self.number = count(1)
        self.last_new: NewsPage | None = None

    def next_page(self) -> NewsPage:
        place = (FIRST + 7 * next(self.number)) % len(self.ids)
        return NewsPage.objects.get(pk=self.ids[place])

    def body(self):
        page = self.next_page()
        blocks = [dict(block) for block in page.body.raw_data]
        blocks[0]["value"] = f"<p>改过的压测内容，{page.pk}，{time.time()}。</p>"
        page.body = blocks
        return lambda: page.save_revision().publish()

    def title(self):
        page = self.next_page()
        page.title = f"改过的标题（压测 {page.pk} {time.time():.3f}）"
        return lambda: page.save_revision().publish()

    def new(self):
        """A page of today, as editors make them: it heads the lists."""
        model = NewsPage.objects.get(pk=self.ids[0])
        index = NewsIndexPage.objects.get()
        number = next(self.number)
        page = NewsPage(
            title=f"新加的压测消息 {number}",
            slug=f"new-{number}",
            summary=model.summary,
            news_kind="notice",
            published_on=timezone.localdate(),
            body=[dict(block) for block in model.body.raw_data],
        )
        self.last_new = page

        def publish():
            index.add_child(instance=page)
            page.save_revision().publish()

        return publish

    def unpublish(self):
        """Takes back the page that was added last."""
        page = self.last_new
        return lambda: page.unpublish()


def measured(prepare) -> dict:
    publish = prepare()
    started = time.perf_counter()
    publish()
    published = time.perf_counter()
    result = build_pending()
    ended = time.perf_counter()
    return {
        "editor": published - started,
        "build": ended - published,
        "written": result.written,
        "removed": result.removed,
    }


def main():
    editor = Editor()
    build_pending()
    for line in sys.stdin:
        print(json.dumps(measured(getattr(editor, line.strip()))), flush=True)


if __name__ == "__main__":
    main()
