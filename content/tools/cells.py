"""The cells of a spreadsheet: their look, and the words that stay words."""

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

HEAD = PatternFill("solid", fgColor="F3ECE1")
TYPED = PatternFill("solid", fgColor="FDEBD7")
EDGE = Border(*[Side(style="thin", color="857760")] * 4)


def put(sheet: Worksheet, row: int, column: int, value: object, *, is_formula: bool = False) -> Cell:
    """Write a cell; words stay words, even those that begin like a formula."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str) and not is_formula:
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@\t\r"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
