"""An editor who publishes once a second until nobody listens any more. A program:

    python -m tests.proofs.busy_editor

Says so when it has done it once. Ends when its input does, and prints how often it has published.
"""

import os
import select
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]


def publish_until_told():
    from news.models import NewsPage

    page = NewsPage.objects.order_by("pk").first()
    assert page
    turn = 0
    while True:
        turn += 1
        page.title = f"第 {turn} 版"
        page.save_revision().publish()
        if turn == 1:
            print("at work", flush=True)
        if select.select([sys.stdin], [], [], 1.0)[0]:
            return print(turn)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    publish_until_told()
