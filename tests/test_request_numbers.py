"""Phone numbers, ID numbers, references, working days: how they are read, masked and counted."""

import random
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from service_requests.id_numbers import check_character, parse_id_number
from service_requests.masks import masked_id_number, masked_name, masked_phone
from service_requests.phone_numbers import parse_phone
from service_requests.references import ALPHABET, new_reference, typed_reference
from service_requests.working_days import add_working_days, working_days_between


@pytest.mark.parametrize(
    "typed",
    [
        "13800138000",
        " 138 0013 8000 ",
        "138-0013-8000",
        "+8613800138000",
        "+86 138-0013-8000",
        "008613800138000",
        "8613800138000",
        "１３８００１３８０００",
        "＋８６１３８００１３８０００",
        "(138)0013.8000",
        "138　0013　8000",
    ],
)
def test_a_mobile_number_is_understood_however_it_is_typed(typed):
    assert parse_phone(typed) == "13800138000"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1380013800", "手机号要 11 位，现在是 10 位"),
        ("138001380001", "手机号要 11 位，现在是 12 位"),
        ("12800138000", "13 到 19"),
        ("07560000000", "13 到 19"),
        ("138OO138000", "只写数字"),
        ("١٣٨٠٠١٣٨٠٠٠", "只写数字"),
        ("+", "只写数字"),
    ],
)
def test_a_wrong_phone_number_says_what_to_mend(typed, words):
    with pytest.raises(ValidationError) as refused:
        parse_phone(typed)
    assert words in refused.value.messages[0]


def test_any_mobile_number_survives_noise():
    chance = random.Random(1)  # noqa: S311 - only noise
    for _ in range(2000):
        number = "1" + chance.choice("3456789") + "".join(chance.choices("0123456789", k=9))
        noisy = chance.choice(["", "+86", "0086", "86"]) + "".join(
            chance.choice([" ", "-", "", "", ""]) + digit for digit in number
        )
        assert parse_phone(noisy) == number


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
    ],
)
def test_an_id_number_is_understood_however_it_is_typed(typed):
    assert parse_id_number(typed) == "11010519491231002X"


@pytest.mark.parametrize("region", ["810000", "820000", "830000", "999999"])
def test_residence_permits_pass_and_no_region_is_refused(region):
    number = region + "19900307123"
    number += check_character(number)
    assert parse_id_number(number) == number


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("110105491231002", "18 位，现在是 15 位"),
        ("110105194912310021", "抄错了一位"),
        ("11010519490230002X", "生日不对"),
        ("11010518991231002X", "生日不对"),
        ("11010520991231002X", "生日不对"),
        ("1101051949123100XX", "最后一位可以是 X"),
    ],
)
def test_a_wrong_id_number_says_what_to_mend(typed, words):
    with pytest.raises(ValidationError) as refused:
        parse_id_number(typed)
    assert words in refused.value.messages[0]


@time_machine.travel("2026-11-23T16:30:00+00:00")  # already the 24th in Shanghai
def test_a_child_born_today_in_shanghai_has_a_valid_number():
    number = "41010520261124001"
    number += check_character(number)
    assert parse_id_number(number) == number


def test_every_slip_of_one_digit_is_noticed():
    number = "11010519491231002X"
    for place in (0, 3, 14, 16):
        for digit in set("0123456789") - {number[place]}:
            with pytest.raises(ValidationError):
                parse_id_number(number[:place] + digit + number[place + 1 :])


def test_masks_leave_enough_to_recognise_and_no_more():
    assert masked_name("周小麦") == "周**"
    assert masked_phone("13800138000") == "138****8000"
    assert masked_id_number("11010519491231002X") == "1101************2X"


def test_references_are_ten_characters_without_lookalikes():
    made = {new_reference() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(reference) for reference in made} == {10}
    assert not set("".join(made)) & set("01258BGILOSUVZ6")
    assert len(set(ALPHABET)) == len(ALPHABET) == 21


def test_a_reference_is_understood_however_it_is_typed():
    assert typed_reference(" acde3-fhjk7 ") == "ACDE3FHJK7"
    assert typed_reference("ＡＣＤＥ３ＦＨＪＫ７") == "ACDE3FHJK7"
    assert typed_reference("%_'") == ""


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 4, date(2026, 11, 27)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
    ],
)
def test_limits_are_counted_in_working_days(start, count, end):
    assert add_working_days(start, count) == end
    assert working_days_between(start, end) == count
    assert working_days_between(end, start) == -count
