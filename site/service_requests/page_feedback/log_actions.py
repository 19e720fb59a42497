"""What Wagtail's log holds of corrections: who opened one, saw its numbers, or settled it."""

from django.utils.translation import gettext_lazy as _

READ, REVEALED, SETTLED = "corrections.read", "corrections.revealed", "corrections.settled"
ACTIONS = {
    READ: (_("看纠错"), _("看了读者的一条纠错，号码遮着")),
    REVEALED: (_("看纠错全文"), _("看了读者的一条纠错，号码没遮")),
    SETTLED: (_("处理纠错"), _("给读者的一条纠错下了结论")),
}
