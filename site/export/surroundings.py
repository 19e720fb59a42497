"""What surrounds every page, and the parts of it that are the same on all, made once a build."""

from typing import cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment

from pages.chrome import chrome
from pages.publishing import Build, Facts

SAME_ON_ALL = "components/site_footer.html"


def jinja_templates() -> Environment:
    return cast(Jinja2, engines["jinja2"]).env


def surroundings(build: Build, assets: dict[str, str]) -> Facts:
    """The chrome's facts with the addresses of styles, and the ready HTML of help strip and
    footer."""
    site = chrome(build) | {"assets": assets}
    parts = jinja_templates().get_template(SAME_ON_ALL).make_module()
    ready = {name: getattr(parts, name)(site) for name in ("help_strip", "site_footer")}
    return site | ready
