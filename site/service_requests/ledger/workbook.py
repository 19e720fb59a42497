"""The ledger as a table to calculate with: numbers as numbers, names as text."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from service_requests.ledger.reading import Book, Row, name_of

NUMBERS = ("visits", "online", "window", "people", "closed")
WIDTH = 18  # of the first column, in characters
Table = list[list[Any]]


def as_workbook(book: Book, station: Any, where: str) -> bytes:
    """`station` is a key, None for all; `where` is what it is called."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        head = [f"{book.period} · {where}", frozen_words(book)]
        add_sheet(workbook, _("服务事项"), head, by_one(book, "line", station))
        if station is None:
            add_sheet(workbook, _("服务站"), head, by_one(book, "station", None))
            add_sheet(workbook, _("事项和站"), head, by_both(book))
    return file.getvalue()


def frozen_words(book: Book) -> str:
    return _("已封账") if book.frozen_at else _("还没结束，是到现在为止的数")


def by_one(book: Book, dimension: str, station: Any) -> Table:
    heading = _("服务事项") if dimension == "line" else _("服务站")
    headings = [heading, _("人次"), _("网上"), _("窗口"), _("人数"), _("办结")]
    rows = [*book.rows(dimension, station), book.row(station=station) | {"name": _("合计")}]
    return [headings, *(line_of(row) for row in rows)]


def line_of(row: Row) -> list[Any]:
    return [row["name"], *(row[name] for name in NUMBERS)]


def by_both(book: Book) -> Table:
    names = [name_of("station", term) for term in book.terms("station")]
    rows = [[row["name"], *row["visits"], row["all"]] for row in book.by_both()]
    return [[_("服务事项"), *names, _("合计")], *rows]


def add_sheet(workbook, name: str, head: list[str], table: Table):
    """A name that begins like a formula stays a name."""
    bold = workbook.add_format({"bold": True, "bottom": 1})
    sheet = workbook.add_worksheet(name)
    sheet.set_column(0, 0, WIDTH)
    for number, words in enumerate(head):
        sheet.write_string(number, 0, words)
    for number, row in enumerate(table, len(head) + 1):
        for place, value in enumerate(row):
            write = sheet.write_string if isinstance(value, str) else sheet.write_number
            write(number, place, value, bold if row is table[0] else None)
    sheet.freeze_panes(len(head) + 2, 1)
