"""The checks beside what editors write: Wagtail's, as far as an editor can mend what they find,
and those that Chinese wants, which are in static/pages/content-checks.js."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

LONGEST_SENTENCE, LONGEST_PARAGRAPH = 40, 150  # characters; docs/writing.md says why
A_MINUTE = 300  # characters that people read


class ContentChecker(ContentCheckerItem):
    """Looks at the content only; what surrounds it is no editor's."""

    axe_include = ["main"]
    axe_exclude = [".page-foot"]
    axe_run_only = [*ContentCheckerItem.axe_run_only, "image-alt", "table-duplicate-name"]
    axe_messages = ContentCheckerItem.axe_messages | {
        "image-alt": {
            "error_name": _("图片没有文字说明"),
            "help_text": _("看不见图的人靠它。图上有什么、为什么放在这里，一句话"),
        },
        "table-duplicate-name": {
            "error_name": _("表格的标题说了两遍"),
            "help_text": _("留一处就行"),
        },
    }


def limits() -> dict[str, int]:
    """For the script, beside its words."""
    return {
        "sentence": LONGEST_SENTENCE,
        "paragraph": LONGEST_PARAGRAPH,
        "minute": A_MINUTE,
    }
