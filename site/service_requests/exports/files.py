"""Tables as files, made in memory: nothing of them touches the disk."""

import codecs
import io
from collections.abc import Iterable
from dataclasses import dataclass

import xlsxwriter
from defusedcsv import csv

from service_requests.exports.cells import as_cell, for_csv
from service_requests.exports.columns import Column

Rows = Iterable[list[str]]


@dataclass(frozen=True)
class Table:
    name: str  # of its sheet
    columns: list[Column]
    rows: Rows

    @property
    def lines(self) -> Rows:
        """With the heading, and each cell as it can stand."""
        yield [str(column.label) for column in self.columns]
        for row in self.rows:
            yield [as_cell(cell) for cell in row]


def as_csv(table: Table) -> bytes:
    """With a mark at the start by which Excel knows UTF-8, and every cell in quotation marks, so
    that a semicolon in it ends no cell for programs that would split there as well. `defusedcsv`
    stands behind `for_csv`: it knows the plain signs only."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    for row in table.lines:
        writer.writerow([for_csv(cell) for cell in row])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def as_xlsx(table: Table) -> bytes:
    """Every cell is a string, and stays one when somebody edits it in place."""
    file = io.BytesIO()
    # Otherwise the sheet would lie unsealed in a temporary file.
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        heading = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        sheet = book.add_worksheet(table.name)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width, text)
        lay_out(sheet)
        for number, row in enumerate(table.lines):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, None if number else heading)
    return file.getvalue()


def lay_out(sheet):
    """The heading stays in sight and is on each page; on paper all columns stand side by side."""
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


MAKERS = {"csv": as_csv, "xlsx": as_xlsx}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
