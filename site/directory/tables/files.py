"""Groups as a file to take away, CSV or XLSX: what is taken away can be sent back, and changes nothing."""

import csv
import io
from collections.abc import Iterable, Iterator

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from directory.models import PeerGroup
from directory.tables.columns import COLUMNS
from directory.tables.plan import in_words
from lib.cells import as_text
from lib.text import writable

Rows = Iterable[list[str]]
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
HEADINGS = [column.heading for column in COLUMNS]
EXPLANATIONS = [column.explained for column in COLUMNS]
TEXT = "@"
WIDTH = 24  # letters
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def rows_of(groups: Iterable[PeerGroup]) -> Iterator[list[str]]:
    """Yield the headings, then each group."""
    yield HEADINGS
    for group in groups:
        yield [writable(in_words(group, column.field)) for column in COLUMNS]


def model_rows() -> list[list[str]]:
    """Return the headings, and the line that explains them: a file sent with that line leaves it aside."""
    return [HEADINGS, EXPLANATIONS]


def as_csv(rows: Rows) -> Iterator[str]:
    """Yield the lines of a CSV as French spreadsheets open it: a mark of UTF-8, semicolons."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    yield BOM
    for row in rows:
        writer.writerow([as_text(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def as_workbook(rows: Rows) -> bytes:
    """Return a workbook where each cell is text, whatever it begins with."""
    book = Workbook()
    sheet = book.active
    sheet.title, sheet.freeze_panes = "Groupes", "A2"
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(number, place, text)
            cell.data_type, cell.number_format = "s", TEXT
            cell.font = Font(bold=number == 1)
    for place in range(1, len(COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()
