"""What leaves of a signed year: the numbers that the board declared, as they are, and counted ones, masked and rounded.

Two shapes of the same numbers: sentences for the report, a workbook.
"""

import io
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font

from gatherings.figures.charts import HIDDEN, said
from gatherings.figures.masks import FEWEST_OUTSIDE, STEP
from gatherings.figures.rules import read
from gatherings.models import GroupYear
from gatherings.models.group_year import DECLARED
from lib.text import NBSP, writable

DECLARED_BY, COUNTED_BY = "déclaré par l’association", "compté par le site"
NOTE = (
    f"Ce que le site compte de ce que font les personnes est arrondi à {STEP} près. "
    f"Sous {FEWEST_OUTSIDE}, rien n’est montré."
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {"A": 48, "B": 14, "C": 30}
TEXT = "@"


@dataclass(frozen=True)
class Line:
    """One number as it leaves; `number` is None when it is not shown."""

    key: str
    label: str
    number: int | None
    origin: str


def lines_of(year: GroupYear) -> list[Line]:
    """Return the lines of a signed year."""
    declared = [
        Line(name, label.capitalize(), number, DECLARED_BY)
        for name, (label, number) in zip(DECLARED, year.declared(), strict=True)
    ]
    counted = [Line(each.figure.key, each.figure.label, each.masked.leaves, COUNTED_BY) for each in read(year.counted)]
    return declared + counted


def sentences_of(year: GroupYear) -> list[str]:
    """Return the year in sentences; what is not shown is not said."""
    adherents = _told(year.adherents, "personne adhérente", "personnes adhérentes")
    arrived = _told(year.new_adherents, "nouvelle", "nouvelles")
    found = [
        f"En {year.year}, l’association comptait {adherents}, dont {arrived}.",
        f"Elle a ouvert {_told(year.days_open, 'jour', 'jours')}, soit {_told(year.hours_open, 'heure', 'heures')}.",
        f"Elle a proposé {_told(year.activities, 'activité différente', 'activités différentes')}.",
    ]
    for each in read(year.counted):
        number = each.masked.leaves
        if number is not None:
            about = "environ " if each.figure.is_of_people else ""
            found.append(f"Le site a compté {about}{_told(number, each.figure.one, each.figure.several)}.")
    return found


def _told(number: int | None, one: str, several: str) -> str:
    return f"{said(number or 0)}{NBSP}{several if (number or 0) > 1 else one}"


def workbook_of(year: GroupYear, group: str) -> bytes:
    """Return the lines as a workbook. Every word is a cell of text, whatever it begins with; numbers are numbers."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Chiffres"
    rows: list[list[str | int]] = [[writable(group), year.year, ""], ["Quoi", "Combien", "D’où vient ce nombre"]]
    rows += [[line.label, HIDDEN if line.number is None else line.number, line.origin] for line in lines_of(year)]
    rows.append([NOTE, "", ""])
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, value)
            if isinstance(value, str):
                cell.data_type, cell.number_format = "s", TEXT
            cell.font = Font(bold=number in (1, 2))
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()
