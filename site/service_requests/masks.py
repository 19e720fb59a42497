"""How much of a person's data is shown to those who need not see all of it."""

import re

# What may be somebody's number: seven digits or more, as people write them.
NUMBER = re.compile(r"\d(?:[ -]?\d){6,}[Xx]?")


def masked_name(name: str) -> str:
    return name[:1] + "**"


def masked_phone(number: str) -> str:
    """ "13800001234" → "138****1234"."""
    return f"{number[:3]}****{number[-4:]}"


def masked_id_number(number: str) -> str:
    """ "11010519491231002X" → "1101************2X"; birthday and sex are hidden."""
    return number[:4] + "*" * (len(number) - 6) + number[-2:]


def spaced_phone(number: str) -> str:
    """ "13800001234" → "138 0000 1234", to be read out and compared."""
    return f"{number[:3]} {number[3:7]} {number[7:]}"


def masked_numbers(text: str) -> str:
    """The numbers inside a text: "打 138 0000 1234" → "打 138****34"."""
    return NUMBER.sub(lambda found: f"{found[0][:3]}****{found[0][-2:]}", text)
