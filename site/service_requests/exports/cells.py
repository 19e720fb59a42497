"""What keeps a cell the text that it is, whatever program opens the table.

Excel, WPS and LibreOffice guess in a CSV file: what begins like a formula is one, long numbers
become 1.38E+10, zeros in front are lost, 1-2 becomes a day. Quotation marks don't stop them.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

from service_requests.answers import tidy
from service_requests.masks import spaced_phone
from service_requests.phone_numbers import MOBILE

BEGINS_A_FORMULA = frozenset("=+-−@|%")
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # control characters, marks of direction, blanks, lines
DIGITS = frozenset("0123456789")
OF_NUMBERS = DIGITS | frozenset(" .,:/%+-eE()¥￥$")  # days and times among them
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?")
LONGEST = 32_000  # UTF-16 units; Excel takes 32,767 in a cell


def as_cell(text: str) -> str:
    """What a cell takes: without control characters; a tab, at which some programs begin the next
    cell and which others drop, is a blank; what is too long ends with words that say so."""
    kept = tidy(text).replace("\t", " ")
    units = kept.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return kept
    return units[: 2 * LONGEST].decode("utf-16-le", "ignore") + _("…（太长，后面的在系统里看）")


def could_be_formula(text: str) -> bool:
    """Full-width signs and other shapes of them count, and so does what stands behind blanks,
    tabs, line ends and unseen characters."""
    first = next((sign for sign in text if unicodedata.category(sign) not in UNSEEN), "")
    return unicodedata.normalize("NFKC", first)[:1] in BEGINS_A_FORMULA


def could_be_number(text: str) -> bool:
    signs = set(unicodedata.normalize("NFKC", text))
    return bool(signs & DIGITS) and signs <= OF_NUMBERS


def for_csv(text: str) -> str:
    """As it can stand in a CSV file: a mobile number in groups, which no program takes for one
    number; before a formula or another number an apostrophe. A day stays one."""
    if MOBILE.fullmatch(text):
        return spaced_phone(text)
    if could_be_formula(text) or (could_be_number(text) and not DAY.fullmatch(text)):
        return "'" + text
    return text
