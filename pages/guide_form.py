"""The editor's form of a guide."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import Page

from pages.address_form import AddressForm
from pages.guide_materials import unknown_scenarios


class GuideForm(AddressForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:  # a page that is copied asks for less
            field = self.fields["owner"]
            field.queryset = may_own(self.instance.owner_id)
            field.label_from_instance = lambda user: user.get_full_name() or user.get_username()

    def clean(self):
        cleaned = super().clean()
        if "scenarios" in cleaned and "materials" in cleaned:
            names = {scenario.value["name"] for scenario in cleaned["scenarios"]}
            if error := unknown_scenarios(cleaned["materials"], names):
                self.add_error("materials", error)
        return cleaned

    def save(self, commit=True):
        """Who looks after a page is no part of its content: it holds at once, draft or not."""
        page = super().save(commit)
        if page.pk and "owner" in self.changed_data:
            Page.objects.filter(pk=page.pk).update(owner=page.owner)
        return page


def may_own(present: int | None):
    """Everybody who works in the admin, and whoever it is now."""
    staff = Q(is_superuser=True) | Q(groups__permissions__codename="access_admin")
    users = get_user_model().objects.filter(Q(is_active=True) & staff | Q(pk=present))
    return users.distinct().order_by("last_name", "first_name", "username")
