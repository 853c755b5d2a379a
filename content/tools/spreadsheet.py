"""A tool as a spreadsheet: a sheet for each table and timeline, with real formulas. Pure.

Whatever an editor wrote is text there: only what this module writes is a formula.
"""

from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from content.tool_parts.grid import Grid
from content.tool_parts.parts import Part, Table, Timeline
from content.tools import timeline_sheet, widths
from content.tools.cells import EDGE, HEAD, TYPED, put
from content.tools.table_sheet import TableSheet

LONGEST_NAME = 31  # of a sheet, for every spreadsheet program
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
BELOW = 30  # letters: the words of the lines below a table stand in its first column


def written(title: str, parts: list[Part], is_filled: bool) -> bytes:
    """Return the spreadsheet of these parts, blank or filled in with the example."""
    book = Workbook()
    book.remove(book.active)
    for part in parts:
        if isinstance(part, Table):
            _table(_sheet(book, _title(part, is_filled)), part, is_filled)
        elif isinstance(part, Timeline):
            timeline_sheet.write(_sheet(book, _title(part, is_filled)), part, is_filled)
    for sheet in book.worksheets:
        _for_paper(sheet, title)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _title(part: Table | Timeline, is_filled: bool) -> str:
    return part.title.filled if is_filled else part.title.blank


def _sheet(book: Workbook, title: str) -> Worksheet:
    """Return a new sheet; its name is cut where programs would refuse it, and told apart from the others."""
    name = title.translate(NOT_IN_A_NAME).strip()[:LONGEST_NAME] or "Outil"
    taken = {sheet.title.lower() for sheet in book.worksheets}
    if name.lower() in taken:
        name = f"{name[: LONGEST_NAME - 3]} {len(taken) + 1}"
    return book.create_sheet(name)


def _table(sheet: Worksheet, part: Table, is_filled: bool) -> None:
    made, across = TableSheet(part.grid, is_filled), _widths(part.grid, part.is_wide)
    put(sheet, 1, 1, _title(part, is_filled)).font = Font(bold=True, size=14)
    sheet.cell(1, 1).alignment = Alignment(wrap_text=False)
    for place, column in enumerate(part.grid.columns, 1):
        cell = put(sheet, made.head, place, column.name)
        cell.font, cell.fill, cell.border = Font(bold=True), HEAD, EDGE
        sheet.column_dimensions[get_column_letter(place)].width = across[place - 1]
    for content in made.contents():
        cell = put(sheet, content.row, content.column, _plain(content.value), is_formula=content.is_formula)
        cell.number_format = content.number_format or cell.number_format
        cell.border = EDGE
        if content.is_typed:
            cell.fill = TYPED
        if content.is_strong:
            cell.font = Font(bold=True)
    _raise_rows(sheet, made.head, across)
    sheet.freeze_panes = sheet.cell(made.head + 1, 1)
    sheet.print_title_rows = f"{made.head}:{made.head}"


def _raise_rows(sheet: Worksheet, first: int, across: list[float]) -> None:
    """Give each row the height of its words: some programs keep to one line."""
    for row in range(first, (sheet.max_row or first) + 1):
        held = zip(sheet[row], across, strict=False)
        words = [(cell.value, width) for cell, width in held if isinstance(cell.value, str) and cell.data_type == "s"]
        sheet.row_dimensions[row].height = widths.height(words)


def _widths(grid: Grid, is_wide: bool) -> list[float]:
    """Return the width of each column in letters; the words of the lines below stand in the first."""
    across = widths.of_grid(grid, widths.LYING if is_wide else widths.UPRIGHT)
    if grid.lines:
        across[0] = max(across[0], float(BELOW))
    return across


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _for_paper(sheet: Worksheet, title: str) -> None:
    """Set the sheet for A4, as wide as the paper: the name of the tool on top, the number of the page below."""
    is_wide = (sheet.max_column or 1) > 4
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = title.replace("&", "&&")
    sheet.oddFooter.center.text = "&P / &N"
