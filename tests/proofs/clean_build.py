"""How the site at XINYU_PUBLIC_DIR differs from a clean build beside it. A program:

python -m tests.proofs.clean_build
"""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings

    from tests.engine import differs_from_clean_build

    print(differs_from_clean_build(settings.PUBLIC_DIR, settings.PUBLIC_DIR.parent / "clean"))
