"""Builds some news with wagtail-bakery and prints what it took, as JSON.

Measured inside the process, around the build alone: its start is left out of the figure,
while it is part of ours.
"""

import json
import logging
import time
from pathlib import Path

from tests.benchmarks.django_site import start_django


def main():
    start_django("tests.benchmarks.conventional.settings")
    logging.disable(logging.WARNING)
    from django.conf import settings
    from django.utils.module_loading import import_string

    (view,) = settings.BAKERY_VIEWS
    builder = import_string(view)()
    cpu, wall = time.process_time(), time.monotonic()
    builder.build_method()
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    sizes = [path.stat().st_size for path in Path(settings.BUILD_DIR).rglob("*.html")]
    print(json.dumps({"cpu": cpu, "wall": wall, "pages": len(sizes), "bytes": sum(sizes)}))


if __name__ == "__main__":
    main()
