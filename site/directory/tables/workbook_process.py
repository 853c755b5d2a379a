"""The process that reads one workbook, from its standard input to its standard output, within bounds of the system.

It has nothing of the site: no settings, no keys, no database. Another module starts it. Of the first sheet it takes
what each cell shows: formulas are never computed, macros and links to other files never followed.
"""

import datetime
import io
import json
import sys
import warnings
import zipfile
from typing import Any

from openpyxl import load_workbook

from lib.bounds import keep_within_bounds

MOST_BYTES = 32 * 1024 * 1024  # of all parts, once open
REFUSED, TOO_LARGE = 3, 4


def main() -> int:
    """Write the rows as JSON; return REFUSED for what is no workbook, TOO_LARGE for one that opens into too much."""
    most_rows, most_columns = map(int, keep_within_bounds())
    content = sys.stdin.buffer.read()
    warnings.simplefilter("ignore")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                return TOO_LARGE
        rows = _rows(content, most_rows, most_columns)
    except MemoryError:
        return TOO_LARGE
    except Exception:  # whatever a stranger's file breaks in the reader
        return REFUSED
    if rows is None:
        return TOO_LARGE
    sys.stdout.write(json.dumps(rows))
    return 0


def _rows(content: bytes, most_rows: int, most_columns: int) -> list[tuple[int, list[str]]] | None:
    """Return the rows that hold something, with their numbers; None for too many rows or columns."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    rows: list[tuple[int, list[str]]] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = _without_blank_end([_text(value) for value in values])
        if cells:
            rows.append((number, cells))
        if len(rows) > most_rows or len(cells) > most_columns or number > 20 * most_rows:
            return None
    return rows


def _without_blank_end(cells: list[str]) -> list[str]:
    last = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:last]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%d/%m/%Y")
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
