"""The editor's form of a rule set: drafts are saved as they are, publishing asks the examples."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from pages.address_form import AddressForm
from pages.points.cases import CaseFails, ambiguities, cases_of, failure_of
from pages.points.rules import rules_of


class RuleSetForm(AddressForm):
    def clean(self):
        cleaned = super().clean()
        days = cleaned.get("valid_from"), cleaned.get("valid_to")
        if all(days) and days[0] > days[1]:
            self.add_error("valid_to", _("截止的日子比开始的日子还早"))
        if not self.is_deferred_validation and "items" in cleaned and "cases" in cleaned:
            self.check_rules()
        return cleaned

    def check_rules(self):
        """On what was typed: the form's instance is filled in only after it was cleaned."""
        for name in ("items", "cases", "threshold_points", "threshold_label"):
            setattr(self.instance, name, self.cleaned_data.get(name))
        rules = rules_of(self.instance)
        if found := ambiguities(rules):
            self.add_error("items", StreamBlockValidationError(non_block_errors=found))
            return
        if errors := case_errors(self.instance, rules):
            self.add_error("cases", StreamBlockValidationError(block_errors=errors))


def case_errors(page, rules) -> dict[int, ValidationError]:
    """By the place of a case, what it says beside the input to look at."""
    errors: dict[int, ValidationError] = {}
    for place, case in enumerate(cases_of(page)):
        if failure := failure_of(case, rules):
            inner = {failure.place: in_place(failure)}
            errors[place] = StructBlockValidationError(block_errors=inner)
    return errors


def in_place(failure: CaseFails) -> ValidationError:
    if failure.place == "answers":
        return ListBlockValidationError(non_block_errors=[failure.message])
    return ValidationError(failure.message)
