"""Phone numbers, ID numbers, references, working days: how they are read, masked and counted."""

import re
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from service_requests.id_numbers import check_character, parse_id_number
from service_requests.masks import masked_id_number, masked_name, masked_phone
from service_requests.phone_numbers import parse_phone
from service_requests.references import ALPHABET, new_reference, typed_reference
from service_requests.working_days import add_working_days, working_days_between
from tests.proofs.counts import count

# As an input method for Chinese types them.
WIDE = {ord(narrow): ord(narrow) - 0x20 + 0xFF00 for narrow in "0123456789xX+-()"}


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


def parsed(parse, typed: str) -> tuple[str, str]:
    """The number, or the words that refuse it."""
    try:
        return parse(typed), ""
    except ValidationError as refused:
        return "", refused.messages[0]


@pytest.fixture(autouse=True)
def tell_how_many(record_property):
    record_property("tried", f"{count('numbers')} cases made up for each of four rules")


MANY = settings(max_examples=count("numbers"), deadline=None, database=None)
SPACES = st.text(" \u3000-\u2013.()/\t", max_size=2)


@MANY
@given(
    number=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    prefix=st.sampled_from(["", "+86", "0086", "86", "+86 ", "（+86）"]),
    gaps=st.lists(SPACES, min_size=11, max_size=11),
    wide=st.booleans(),
)
def test_any_mobile_number_survives_noise(number, prefix, gaps, wide):
    noisy = prefix + "".join(gap + digit for gap, digit in zip(gaps, number, strict=True))
    typed = noisy.translate(WIDE) if wide else noisy
    assert parse_phone(typed) == number


@MANY
@given(st.one_of(st.text(), st.text("0123456789+- ０１２Xx", max_size=24)))
def test_whatever_is_typed_is_a_mobile_number_or_is_refused_in_words(typed):
    number, words = parsed(parse_phone, typed)
    assert words or re.fullmatch(r"1[3-9][0-9]{9}", number)
    assert "号" in words or not words


@MANY
@given(
    region=st.from_regex(r"[1-9][0-9]{5}", fullmatch=True),
    born=st.dates(date(1900, 1, 1), date(2026, 11, 23)),
    order=st.from_regex(r"[0-9]{3}", fullmatch=True),
    gaps=st.lists(st.text(" \u3000-", max_size=2), min_size=18, max_size=18),
    wide=st.booleans(),
)
def test_any_id_number_survives_noise_and_no_wrong_check_digit_passes(
    region, born, order, gaps, wide
):
    number = f"{region}{born:%Y%m%d}{order}"
    number += check_character(number)
    noisy = "".join(gap + each for gap, each in zip(gaps, number.lower(), strict=True))
    with time_machine.travel(date(2026, 11, 24), tick=False):
        assert parse_id_number(noisy.translate(WIDE) if wide else noisy) == number
        for other in set("0123456789X") - {number[17]}:
            with pytest.raises(ValidationError):
                parse_id_number(number[:17] + other)


@MANY
@given(st.one_of(st.text(), st.text("0123456789Xx- １２Ｘ", max_size=24)))
def test_whatever_is_typed_is_an_id_number_or_is_refused_in_words(typed):
    number, words = parsed(parse_id_number, typed)
    assert words or re.fullmatch(r"[0-9]{17}[0-9X]", number)
    assert words or check_character(number) == number[17]


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
@pytest.mark.django_db
def test_limits_are_counted_in_working_days(start, count, end):
    assert add_working_days(start, count) == end
    assert working_days_between(start, end) == count
    assert working_days_between(end, start) == -count
