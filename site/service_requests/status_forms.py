"""The small forms below a status."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pages.form_field import field, options
from pages.publishing import Facts
from service_requests.models import Feedback


def message_fields() -> list[Facts]:
    return [
        field(
            "words",
            "long_text",
            _("想补充什么，想问什么"),
            _("经办人看得到，回话也在这一页。不用写身份证号"),
        )
    ]


def rating_fields() -> list[Facts]:
    scores = options({str(value): str(label) for value, label in Feedback.Score.choices})
    return [
        field("score", "choice", _("这件事办得怎么样"), options=scores),
        field("words", "long_text", _("想说一句的话"), required=False),
    ]


def step_form(step: str, fields: list[Facts] | None = None) -> Facts:
    """A form to show; `fields` are those that came back with errors."""
    heading, label = {
        "rate": (_("说说这件事办得怎么样"), _("送出评价")),
        "message": (_("给经办人留话"), _("送出这些话")),
    }[step]
    return {
        "action": reverse(f"status_{step}"),
        "heading": heading,
        "label": label,
        "fields": fields or STEP_FORMS[step](),
    }


STEP_FORMS = {"rate": rating_fields, "message": message_fields}
