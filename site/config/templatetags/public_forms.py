"""A Django template that looks like the public site.

Wagtail renders its password and login pages through Django's templates; readers' pages are
made by export.render from facts. The tag makes facts of a form, and hands them over.
"""

from django import template
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString, mark_safe

from export.build import Build
from export.render import render_template
from export.respond import page_defaults

register = template.Library()


@register.simple_tag(takes_context=True)
def public_form(context, title: str, lead: str, action: str) -> SafeString:
    """The whole page: title, a line about it, and the context's form with its own names."""
    build = Build()
    form = context["form"]
    hidden = [(field.html_name, field.value() or "") for field in form.hidden_fields()]
    facts = {
        "title": title,
        "lead": lead,
        "action": action,
        "errors": form.non_field_errors(),
        "fields": [field_facts(field) for field in form.visible_fields()],
        "hidden": [
            *hidden,
            ("next", context.get("next", "")),
            ("csrfmiddlewaretoken", get_token(context["request"])),
        ],
    }
    html = render_template("pages/sign_in.html", page_defaults(build) | facts, build.chrome())
    return mark_safe(html)  # escaped already: the public templates escape what they are given


def field_facts(field) -> dict:
    return {
        "key": field.html_name,
        "label": field.label,
        "type": field.field.widget.input_type,
        "autocomplete": field.field.widget.attrs.get("autocomplete", "off"),
        "error": " ".join(field.errors),
    }
