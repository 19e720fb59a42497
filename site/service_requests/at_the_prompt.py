"""What commands about a person ask for: never as arguments, which stay in the shell's history
and show in the list of processes."""

import getpass

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.utils.translation import gettext as _

from service_requests.phone_numbers import parse_phone


def ask_for_phone() -> str:
    """Typed, or piped in as one line. Raises CommandError with what to mend."""
    try:
        return parse_phone(input(_("手机号：")))
    except ValidationError as problem:
        raise CommandError(problem.messages[0]) from None
    except EOFError:
        raise CommandError(_("没有读到手机号，什么都没有做。")) from None


def operator() -> str:
    """Who runs a command, for the log."""
    return _("命令行（%(user)s）") % {"user": getpass.getuser()}
