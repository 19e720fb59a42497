"""To one member of staff, by whatever Django's mail back end is."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from service_requests.models import Delivery, ServiceRequest
from service_requests.notices.faults import Later, LineDown, Never, NotNeeded
from service_requests.notices.wording import OVERDUE, Letter, reminder, staff_letter

REFUSED = 500  # from here on, a mail server's no is for good


def send(delivery: Delivery):
    user = get_user_model().objects.filter(pk=delivery.place, is_active=True).first()
    if not user or not user.email:
        raise NotNeeded(_("这个人的账号停了，或者没有邮箱"))
    letter = letter_of(delivery)
    message = EmailMessage(letter.subject, letter.body, to=[user.email], headers=headers(delivery))
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = min(code for code, _words in error.recipients.values())
        raise (Never if code >= REFUSED else Later)(
            _("对方的邮件服务器不收（%s）") % code
        ) from None
    except smtplib.SMTPDataError as error:
        fault = Never if error.smtp_code >= REFUSED else Later
        raise fault(_("邮件服务器不收这封信（%s）") % error.smtp_code) from None
    except smtplib.SMTPResponseException as error:
        raise LineDown(_("邮件服务器不让发（%s）") % error.smtp_code) from None
    except (OSError, smtplib.SMTPException) as error:
        # The server may have taken it and been cut off before it said so.
        problem = _("邮件服务器连不上（%s）") % type(error).__name__
        raise LineDown(problem, uncertain=True) from None


def headers(delivery: Delivery) -> dict[str, str]:
    """The same Message-ID in each try: a mail server that sees it twice may drop the second."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return {"Message-ID": f"<{delivery.key}@{domain}>", "Auto-Submitted": "auto-generated"}


def letter_of(delivery: Delivery) -> Letter:
    event = delivery.message.payload["event"]
    return overdue_letter(delivery) if event == OVERDUE else request_letter(delivery)


def request_letter(delivery: Delivery) -> Letter:
    found = ServiceRequest.objects.without_content().filter(reference=delivery.reference).first()
    if found is None:
        raise NotNeeded(_("这件诉求已经删了"))
    return staff_letter(delivery.message.payload["event"], found)


def overdue_letter(delivery: Delivery) -> Letter:
    """Of those it was made for, what is overdue still."""
    late = ServiceRequest.objects.overdue().filter(reference__in=delivery.references)
    still = set(late.values_list("reference", flat=True))
    if not still:
        raise NotNeeded(_("已经没有超期的了"))
    return reminder([each for each in delivery.references if each in still])
