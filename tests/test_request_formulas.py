"""What people type stays text in the tables that supervisors take along: no formula, no number
that lost its zeros, no day. Opened by the program itself where it is installed."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.test import Client
from openpyxl import load_workbook

from service_requests.exports.cells import LONGEST, as_cell, for_csv
from service_requests.exports.columns import COLUMNS
from service_requests.exports.files import Table, as_csv, as_xlsx
from service_requests.models import ServiceRequest
from tests import libreoffice
from tests.factories_requests import STORY, make_request, user_in
from tests.formula_payloads import NUMBERS, PHONES, payloads
from tests.proofs.counts import EVERYTHING, count

pytestmark = pytest.mark.django_db
# `make proof` fails without it: what wasn't tried isn't proved.
needs_libreoffice = pytest.mark.skipif(
    not (libreoffice.PROGRAM or EVERYTHING),
    reason="LibreOffice is not installed (libreoffice-calc-nogui)",
)
CSV_FILTERS = [libreoffice.COMMA, libreoffice.ANY_SEPARATOR]
PLAIN = ["reference", "service", "line", "station", "assignee", "submitted", "due"]
PERSONAL = ["name", "phone", "answers"]


@pytest.fixture
def payloads_sent() -> list[str]:
    """Requests with a payload wherever somebody could have put one."""
    sent = list(payloads(count("formulas")))
    for number, payload in enumerate(sent):
        colleague = User.objects.create(username=f"{payload[:100]}{number}")
        make_request(
            name=payload,
            phone=PHONES[number % len(PHONES)],
            service_title=payload,
            line_name=payload[:40],
            station_name=payload,
            assignee=colleague,
            answers=[
                {"key": STORY, "label": payload, "type": "text", "value": payload},
                {"key": "f-phone", "label": payload, "type": "phone", "value": PHONES[0]},
            ],
        )
    return sent


def exported(kind: str) -> bytes:
    client = Client()
    client.force_login(user_in("主管"))
    given = {"reason": "看有没有公式", "format": kind, "plain": PLAIN, "personal": PERSONAL}
    response = client.post("/admin/requests/export/?ordering=-submitted_at", given)
    assert response.status_code == 200
    return response.content


@needs_libreoffice
def test_libreoffice_finds_no_formula_and_every_phone_number(
    payloads_sent, tmp_path, record_property
):
    opened = {"xlsx": [""], "csv": CSV_FILTERS}
    for kind, filters in opened.items():
        file = tmp_path / f"table.{kind}"
        file.write_bytes(exported(kind))
        for each in filters:
            assert_all_is_text(libreoffice.open_table(file, each), kind)
        User.objects.filter(username="主管").delete()
    tried = f"{len(payloads_sent)} payloads in 6 columns, XLSX and CSV"
    record_property("tried", f"{tried} in LibreOffice: 0 formulas, phone numbers intact")


def assert_all_is_text(rows, kind):
    """Every cell is what the database says, to the letter; days may be days."""
    assert libreoffice.formulas(rows) == []
    heading, *rest = rows
    labels = [str(COLUMNS[name].label) for name in PLAIN + PERSONAL]
    assert [cell.text for cell in heading] == labels
    expected = {request.reference: request for request in ServiceRequest.objects.all()}
    assert len(rest) == len(expected)
    for row in rest:
        request = expected[row[0].text.removeprefix("'")]
        for name, cell in zip(PLAIN + PERSONAL, row, strict=False):
            assert_is_kept(name, cell, request, kind)


def assert_is_kept(name, cell, request, kind):
    if name in {"submitted", "due"}:
        return
    words = as_cell(COLUMNS[name].words(request))
    shown = for_csv(words) if kind == "csv" else words
    assert cell.kind in {"string", ""}, (name, shown)
    assert cell.text == shown, (name, shown)
    if name == "phone":
        assert cell.text.replace(" ", "") == request.phone


def test_no_cell_is_anything_but_text(payloads_sent):
    """The same, read by libraries, so that it holds where LibreOffice is not installed."""
    sheet = load_workbook(io.BytesIO(exported("xlsx"))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    User.objects.filter(username="主管").delete()
    rows = list(csv.reader(io.StringIO(exported("csv").decode("utf-8-sig"), newline="")))
    assert len(rows) == len(payloads_sent) + 1
    assert not [cell for row in rows for cell in row if begins_like_a_formula(cell)]


def begins_like_a_formula(cell: str) -> bool:
    return cell.strip(" \t\r\n\u3000\xa0\u200b\ufeff\u202e")[:1] in set("=+-@＝＋－＠﹦⁼−|%")


@needs_libreoffice
def test_the_check_would_find_formulas(tmp_path):
    """A file without any of our precautions, looked at in the same way."""
    file = tmp_path / "plain.csv"
    with file.open("w", encoding="utf-8", newline="") as plain:
        csv.writer(plain).writerows([[each, "13800138000"] for each in payloads(200)])
    for each in CSV_FILTERS:
        rows = libreoffice.open_table(file, each)
        assert len(libreoffice.formulas(rows)) > 20
        assert any(cell.kind == "float" for row in rows for cell in row)


@pytest.mark.parametrize("text", NUMBERS)
def test_what_looks_like_a_number_is_kept_as_it_is(text):
    assert for_csv(text) == "'" + text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("13800138000", "138 0013 8000"),
        ("2026-11-25", "2026-11-25"),
        ("2026-11-25 09:30", "2026-11-25 09:30"),
        ("周小麦", "周小麦"),
        ("3号楼", "3号楼"),
        ("PQRT3479AC", "PQRT3479AC"),
        ("3479E79347", "'3479E79347"),  # could be a reference, and a very large number
        ("", ""),
        ("是什么事：=1+1", "是什么事：=1+1"),
    ],
)
def test_what_cannot_be_mistaken_is_left_alone(text, kept):
    assert for_csv(text) == kept


def test_excel_knows_the_file_by_its_mark_and_sees_the_heading_all_the_way():
    columns = [COLUMNS["name"], COLUMNS["answers"]]
    assert as_csv(Table("诉求", columns, [])).startswith(b"\xef\xbb\xbf")
    sheet = load_workbook(io.BytesIO(as_xlsx(Table("诉求", columns, [["周小麦", "办证"]])))).active
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert (sheet["A1"].font.bold, sheet["A2"].font.bold) == (True, False)
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width > 10


@pytest.mark.parametrize("sign", ["长", "😀"])
def test_a_text_longer_than_a_cell_says_that_it_goes_on(sign):
    """Excel counts in units of UTF-16, and takes 32,767."""
    words = as_cell(sign * 40_000)
    assert words.startswith(sign * 15_000)
    assert words.endswith(f"{sign}…（太长，后面的在系统里看）")
    assert len(words.encode("utf-16-le")) // 2 < 32_767


def test_a_text_that_fits_is_whole():
    assert as_cell("长" * LONGEST) == "长" * LONGEST
    assert as_cell("一行\r\n又\t一行\0 ") == "一行\n又 一行"
