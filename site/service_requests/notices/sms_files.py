"""The gateway where there is none: each SMS is a file to look at, and goes nowhere.

The phone number is masked, in the name and inside: nothing is sent from here, so nothing needs it.
"""

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from service_requests.masks import masked_phone
from service_requests.notices.sms import Sms


class SmsFiles:
    def send(self, sms: Sms):
        """The same SMS is the same file, however often it is tried."""
        path = self.path(sms)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(f"{_('收信人：%s') % masked_phone(sms.phone)}\n\n{sms.text}\n")
        os.replace(unfinished, path)

    def has_sent(self, sms: Sms) -> bool:
        return self.path(sms).exists()

    def path(self, sms: Sms) -> Path:
        masked = masked_phone(sms.phone).replace("*", "x")  # a star is the shell's
        return Path(settings.SMS_FOLDER) / f"{sms.reference}-{masked}-{sms.key[:12]}.txt"
