from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, PUBLIC_DIR

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "bakery",
    "wagtailbakery",
    "tests.benchmarks.conventional.apps.ConventionalConfig",
]
BUILD_DIR = str(PUBLIC_DIR.with_name(PUBLIC_DIR.name + "-bakery"))
BAKERY_VIEWS = ["tests.benchmarks.conventional.views.NewsView"]
