"""What Wagtail's log holds of the sign-ups of a gathering: who looked, and what was taken out."""

from django.utils.translation import gettext_lazy as _

READ, SHEET, ATTENDANCE = "sign_ups.read", "sign_ups.sheet", "sign_ups.attendance"
COPIED, ERASED = "sign_ups.copied", "sign_ups.erased"
ACTIONS = {
    READ: (_("看报名"), _("看了一场活动的报名")),
    SHEET: (_("看签到表"), _("看了一场活动的签到表，电话不遮")),
    ATTENDANCE: (_("记到场"), _("记了一场活动谁到了")),
    COPIED: (_("给本人一份"), _("给报名的本人一份自己的记录")),
    ERASED: (_("删报名"), _("按本人要求删了一份报名")),
}
