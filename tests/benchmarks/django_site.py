"""Starts Django on the site that the environment names (XINYU_VAR_DIR, XINYU_PUBLIC_DIR)."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def start_django(settings: str = "config.settings"):
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    import django

    django.setup()
