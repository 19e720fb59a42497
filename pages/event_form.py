"""The editor's form of an event."""

from django.utils.translation import gettext_lazy as _

from pages.address_form import AddressForm
from pages.recurrence_form import RecurrenceField


class EventForm(AddressForm):
    recurrence = RecurrenceField(label=_("重复"), required=False)

    def clean(self):
        cleaned = super().clean()
        status = cleaned.get("status")
        if status == "postponed" and not cleaned.get("postponed_from"):
            self.instance.postponed_from = cleaned["postponed_from"] = self.published_start()
        return cleaned

    def published_start(self):
        """When it was to begin, as readers know it; None where that hasn't changed."""
        known = type(self.instance).objects.filter(pk=self.instance.pk, live=True).first()
        same = not known or known.starts_at == self.cleaned_data.get("starts_at")
        return None if same else known.starts_at
