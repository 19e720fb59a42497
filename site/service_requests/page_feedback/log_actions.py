"""What Wagtail's log holds of corrections: who opened one, saw its numbers, or settled it."""

from django.utils.translation import gettext_lazy as _

READ, REVEALED, SETTLED = "corrections.read", "corrections.revealed", "corrections.settled"
COPIED, ERASED = "corrections.copied", "corrections.erased"
ACTIONS = {
    READ: (_("看纠错"), _("看了读者的一条纠错，号码遮着")),
    REVEALED: (_("看纠错全文"), _("看了读者的一条纠错，号码没遮")),
    COPIED: (_("给本人一份"), _("给写纠错的本人一份自己写的")),
    ERASED: (_("删纠错"), _("按本人要求删了一条纠错")),
    SETTLED: (_("处理纠错"), _("给读者的一条纠错下了结论")),
}
