"""Opens tables in LibreOffice, as whoever gets them would, and says what it made of the cells."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

PROGRAM = shutil.which("soffice") or ""
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
# UTF-8, from the first line on; days, times and the like are looked for, too.
COMMA = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
# As its dialogue offers to: a comma, a semicolon or a tab ends a cell.
ANY_SEPARATOR = "Text - txt - csv (StarCalc):44/59/9,34,76,1,,0,false,true"


@dataclass
class Cell:
    text: str
    formula: str
    kind: str  # "string", "float", "date", …; "" where it is empty


def open_table(file: Path, csv_filter: str = "") -> list[list[Cell]]:
    """All rows that hold something."""
    home, made = file.parent / "libreoffice", file.parent / "opened"
    order = [PROGRAM, f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore"]
    order += [f"--infilter={csv_filter}"] if csv_filter else []
    order += ["--convert-to", "fods", "--outdir", str(made), str(file)]
    subprocess.run(order, check=True, capture_output=True, timeout=300)
    return read(made / f"{file.stem}.fods")


def read(file: Path) -> list[list[Cell]]:
    document = ElementTree.parse(file)  # noqa: S314 - LibreOffice wrote it
    rows = [cells(row) for row in document.iter(f"{TABLE}table-row")]
    return [row for row in rows if any(cell.text for cell in row)]


def cells(row) -> list[Cell]:
    found = []
    for each in row:
        if each.tag in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            times = int(each.get(f"{TABLE}number-columns-repeated", 1))
            found += [cell(each)] * min(times, 50)  # the empty rest of a row is one cell
    return found


def cell(element) -> Cell:
    paragraphs = [words(each) for each in element.findall(f"{TEXT}p")]
    kind = element.get(f"{OFFICE}value-type", "")
    return Cell("\n".join(paragraphs), element.get(f"{TABLE}formula", ""), kind)


def words(element) -> str:
    """The text of a paragraph, with blanks, tabs and line ends that are elements there."""
    blank = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
    said = blank.get(element.tag, "") * int(element.get(f"{TEXT}c", 1))
    said += element.text or ""
    return said + "".join(words(each) + (each.tail or "") for each in element)


def formulas(rows: list[list[Cell]]) -> list[str]:
    return [cell.formula for row in rows for cell in row if cell.formula]
