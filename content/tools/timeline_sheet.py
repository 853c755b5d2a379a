"""A timeline in a spreadsheet: one day to type, all the others follow from it. Pure."""

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from content.tool_parts.parts import Timeline
from content.tools import widths
from content.tools.cells import EDGE, HEAD, TYPED, put

HEADS = ("Quand", "Date", "Quoi", "Qui", "Fait le")
WIDTHS = (12, 28, 52, 28, 16)
DAY = "[$-40C]dddd d mmmm yyyy"  # French, whatever the language of the program
EVENT = "$B$2"


def write(sheet: Worksheet, part: Timeline, is_filled: bool) -> None:
    """Write the stages; each day is that of the event, in B2, and so many days."""
    put(sheet, 1, 1, part.title.filled if is_filled else part.title.blank).font = Font(bold=True, size=14)
    sheet.cell(1, 1).alignment = Alignment(wrap_text=False)
    put(sheet, 2, 1, part.event).font = Font(bold=True)
    event = put(sheet, 2, 2, part.day if is_filled else None)
    event.number_format, event.fill, event.border = DAY, TYPED, EDGE
    for place, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True), 1):
        cell = put(sheet, 4, place, head)
        cell.font, cell.fill, cell.border = Font(bold=True), HEAD, EDGE
        sheet.column_dimensions["ABCDE"[place - 1]].width = width
    for row, stage in enumerate(part.stages, 5):
        formula = f'=IF({EVENT}="","",{EVENT}{stage.days:+d})'
        cells = [put(sheet, row, place, words) for place, words in ((1, stage.said), (3, stage.what), (4, stage.who))]
        day, done = put(sheet, row, 2, formula, is_formula=True), put(sheet, row, 5, None)
        day.number_format, done.fill = DAY, TYPED
        for cell in (*cells, day, done):
            cell.border = EDGE
        sheet.row_dimensions[row].height = widths.height([(stage.what, WIDTHS[2]), (stage.who, WIDTHS[3])])
    sheet.freeze_panes = "A5"
