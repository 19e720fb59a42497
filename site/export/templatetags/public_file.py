from django import template

from export.editors.page_panel import is_published_as_file, page_facts

register = template.Library()


@register.inclusion_tag("export/admin/page_bar.html")
def public_file(page):
    """Whether readers have the page; nothing for kinds that are no files of the public site."""
    return page_facts(page) if is_published_as_file(page) else {}
