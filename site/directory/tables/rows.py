"""The rows of a file that a coordinator sends, CSV or XLSX, as texts: each with the number of its line.

A text is in UTF-8, in UTF-16 with its mark, or in Windows-1252; its columns are parted by semicolons, commas or tabs.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from directory.tables.refusals import (
    EMPTY,
    LARGEST,
    MOST_COLUMNS,
    MOST_ROWS,
    OLD_KIND,
    OPEN_QUOTE,
    TOO_LARGE,
    UNREADABLE,
    FileRefusedError,
)
from directory.tables.workbook_apart import read_apart
from lib.cells import as_typed

Row = tuple[int, list[str]]
_ZIP, _OLD, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_PARTERS = ";\t,"
_LONGEST_CELL = 20_000  # signs: a cell that long is a quote left open


def rows_of(content: bytes) -> list[Row]:
    """Return the rows of a file that hold something. Raise FileRefusedError."""
    if not content.strip():
        raise FileRefusedError(EMPTY)
    if len(content) > LARGEST:
        raise FileRefusedError(TOO_LARGE)
    if content.startswith(_OLD):
        raise FileRefusedError(OLD_KIND)
    if content.startswith(_PDF):
        raise FileRefusedError(UNREADABLE)
    rows = (
        read_apart(content)
        if content.startswith(_ZIP)
        else list(islice(_rows_of_text(_decoded(content)), MOST_ROWS + 3))
    )
    if len(rows) > MOST_ROWS + 2 or any(len(cells) > MOST_COLUMNS for _, cells in rows):  # headings, explanations
        raise FileRefusedError(TOO_LARGE)
    if any(len(cell) > _LONGEST_CELL for _, cells in rows for cell in cells):
        raise FileRefusedError(TOO_LARGE)
    return rows


def _decoded(content: bytes) -> str:
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            break
        return text
    raise FileRefusedError(UNREADABLE)


def _parter(text: str) -> str:
    """Return what parts the columns: the sign met most on the first line, outside of quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(_PARTERS, key=outside.count)


def _rows_of_text(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_parter(text), strict=True)
    number = 0  # as a spreadsheet numbers it: a cell of two lines is one row
    try:
        for number, cells in enumerate(reader, start=1):
            if max(map(len, cells), default=0) > _LONGEST_CELL:
                raise FileRefusedError(OPEN_QUOTE.format(line=number))
            if any(cell.strip() for cell in cells):
                yield number, [as_typed(cell) for cell in _without_blank_end(cells)]
    except csv.Error as error:
        raise FileRefusedError(OPEN_QUOTE.format(line=number + 1)) from error


def _without_blank_end(cells: list[str]) -> list[str]:
    last = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:last]
