import json

from django import template

from pages.content_checks import limits

register = template.Library()


@register.simple_tag
def content_limits() -> str:
    return json.dumps(limits())
