"""What is said once and shown in many places: lines of service, counts, the settings."""

from django.db.models import F

from pages.models import CountTable, ServiceLine, ServicePage, SiteSettings
from search.models import SynonymGroup
from tests.changes.choosing import Choose, change, pages, without_signal


@change
def add_a_term(choose: Choose) -> str:
    name = choose.new_name()
    return repr(ServiceLine.objects.create(name=name, slug=name, order=choose.pick(5)))


@change
def rename_a_term(choose: Choose) -> str:
    term = choose.one(ServiceLine.objects.order_by("pk"))
    term.name = choose.new_name()
    term.save()
    return repr(term)


@change
def reorder_terms(choose: Choose) -> str:
    term = choose.one(ServiceLine.objects.order_by("pk"))
    term.order = choose.pick(5)
    term.save()
    return f"{term!r} to {term.order}"


@change
def rename_a_term_in_the_admin(choose: Choose) -> str:
    term = choose.one(ServiceLine.objects.order_by("pk"))
    form = {"name": choose.new_name(), "slug": term.slug, "order": term.order}
    choose.post(f"/admin/snippets/pages/serviceline/edit/{term.pk}/", form)
    return repr(term)


@change
def delete_a_term(choose: Choose) -> str:
    """Pages that use it lose it, and no signal tells of them."""
    term = choose.one(ServiceLine.objects.order_by("pk"))
    said = repr(term)
    term.delete()
    return said


@without_signal
def reorder_terms_in_the_database(choose: Choose) -> str:
    ServiceLine.objects.update(order=9 - F("order"))
    return "all"


@change
def publish_other_counts(choose: Choose) -> str:
    table = choose.one(CountTable.objects.order_by("pk"))
    table.title = choose.new_name()
    table.rows = [("row", {"label": "工资", "count": choose.one([None, 5, 1234])})]
    table.total = choose.one([None, 1239])
    table.save()
    return repr(table)


@change
def delete_a_table_of_counts(choose: Choose) -> str:
    table = choose.one(CountTable.objects.order_by("pk"))
    said = repr(table)
    table.delete()
    return said


@change
def edit_the_settings(choose: Choose) -> str:
    settings = SiteSettings.objects.get()
    settings.hotline = f"0756-{choose.new_name()}"
    settings.motto = choose.one(["豫服务 粤幸福", "", "一路有我们"])
    settings.save()
    return settings.hotline


@change
def edit_the_names_of_the_centre(choose: Choose) -> str:
    """The short one is in every title, in the calendar files and in the feed."""
    settings = SiteSettings.objects.get()
    settings.short_name = choose.new_name()
    settings.save()
    return settings.short_name


@change
def edit_the_footer(choose: Choose) -> str:
    settings = SiteSettings.objects.get()
    page = choose.one(pages())
    link = {"page": page.pk, "label": choose.one(["", "页脚"])}
    channel = {"name": "微信公众号", "handle": choose.new_name()}
    settings.footer_links = [{"type": "link", "value": link}]
    settings.channels = [{"type": "channel", "value": channel}]
    settings.save()
    return page.url_path


@change
def edit_the_form_for_corrections(choose: Choose) -> str:
    settings = SiteSettings.objects.get()
    services = pages(ServicePage).values_list("pk", flat=True)
    settings.correction_service_id = choose.one([None, *services])
    settings.save()
    return str(settings.correction_service_id)


@without_signal
def edit_the_settings_in_the_database(choose: Choose) -> str:
    name = choose.new_name()
    SiteSettings.objects.update(hotline=name)
    return name


@change
def keep_a_synonym(choose: Choose) -> str:
    """The browser's search reads it in a file of the site's."""
    return str(SynonymGroup.objects.create(words=f"{choose.new_name()}、入户"))


@change
def delete_a_synonym(choose: Choose) -> str:
    group = choose.one(SynonymGroup.objects.order_by("pk"))
    group.delete()
    return str(group)


@without_signal
def edit_a_synonym_in_the_database(choose: Choose) -> str:
    group = choose.one(SynonymGroup.objects.order_by("pk"))
    words = f"{choose.new_name()}、入户"
    SynonymGroup.objects.filter(pk=group.pk).update(words=words)
    return words
