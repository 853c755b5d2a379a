"""The lines of a file: each cell read as the value of a field, or as a fault to mend."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from directory.tables import refusals
from directory.tables.columns import HEADINGS, MANY, department_of, explains, kind_of, known_as, stage_of
from directory.tables.refusals import FileRefusedError
from directory.tables.rows import Row
from directory.validators import is_web_site
from lib import typed
from lib.text import NBSP, composed, writable

LONGEST_SHOWN = 60  # signs of a cell that are shown beside what is wrong with it
NO_NAME = "Écrivez le nom du groupe."
NO_DEPARTMENT = f"Écrivez un numéro ou un nom de département{NBSP}: 1, 2A, 974, Seine-Maritime."
NO_KIND = f"Écrivez un seul public{NBSP}: trouble psychique, cérébrolésées, autistes ou autre."
NO_STAGE = f"Écrivez «{NBSP}Ouvert{NBSP}» ou «{NBSP}En création{NBSP}»."
NO_SITE = "Écrivez une adresse comme https://exemple.fr."
_SITE = forms.URLField(
    assume_scheme="https", max_length=200, validators=[URLValidator(schemes=["http", "https"]), is_web_site]
)
_LINE_ENDS = re.compile(r"[\r\n]+")
_READERS = {
    "department_code": (department_of, NO_DEPARTMENT),
    "kind": (kind_of, NO_KIND),
    "stage": (stage_of, NO_STAGE),
}


class Cell(NamedTuple):
    """A cell: the heading of its column, in the words of the file, and its text on one line."""

    heading: str
    text: str


class Fault(NamedTuple):
    """What is wrong in a cell: its line, the heading of its column, what stands there, the sentence."""

    line: int
    heading: str
    said: str
    sentence: str


@dataclass
class Line:
    """A line of the file: its number and, by field, what it says; an empty cell says nothing.

    `cells`: by field, the columns that it is read from, each as the file calls it, with its text.
    """

    number: int
    values: dict[str, str] = field(default_factory=dict)
    cells: dict[str, list[Cell]] = field(default_factory=dict)


class Read(NamedTuple):
    """A file: its lines, what is wrong in them, the headings that mean nothing here."""

    lines: list[Line]
    faults: list[Fault]
    left_aside: list[str]


def fault(line: Line, name: str, sentence: str, wrong: Sequence[Cell] = ()) -> Fault:
    """Return what is wrong in the cell of a field, or in those of its cells that are `wrong`, under their headings."""
    cells = line.cells.get(name, [])
    named = ", ".join(cell.heading for cell in wrong or [each for each in cells if each.text] or cells)
    said = ", ".join(cell.text for cell in wrong) or line.values.get(name, "")
    return Fault(line.number, named or HEADINGS[name], said[:LONGEST_SHOWN], sentence)


def read(rows: list[Row]) -> Read:
    """Return what the rows of a file say, the first being its headings. Raise FileRefusedError."""
    if not rows:
        raise FileRefusedError(refusals.EMPTY)
    headings = rows[0][1]
    fields = _fields_of(headings)
    read_lines, faults = [], []
    for number, cells in rows[1:]:
        line = _line(number, headings, fields, cells)
        if not line.values or explains("name", line.values.get("name", "")):
            continue
        faults += _clean(line)
        read_lines.append(line)
    if not read_lines:
        raise FileRefusedError(refusals.NO_ROWS)
    left_aside = [
        text[:LONGEST_SHOWN] for text, name in zip(headings, fields, strict=True) if text.strip() and not name
    ]
    return Read(read_lines, faults, left_aside)


def _fields_of(headings: list[str]) -> list[str]:
    fields = [known_as(heading[:200]) for heading in headings]
    if not any(fields):
        raise FileRefusedError(refusals.NO_HEADINGS)
    if "name" not in fields:
        raise FileRefusedError(refusals.NO_NAME)
    for name in set(fields) - MANY - {""}:
        if fields.count(name) > 1:
            raise FileRefusedError(refusals.TWICE.format(heading=HEADINGS[name]))
    return fields


def _line(number: int, headings: list[str], fields: list[str], row: list[str]) -> Line:
    """Return the texts of a row by field; several columns of one field are put together."""
    line = Line(number)
    for heading, name, text in zip_longest(headings, fields, row[: len(fields)], fillvalue=""):
        if name:
            line.cells.setdefault(name, []).append(Cell(plain(heading)[:LONGEST_SHOWN], plain(text)))
    for name, cells in line.cells.items():
        if said := ", ".join(cell.text for cell in cells if cell.text):
            line.values[name] = said
    return line


def plain(cell: str) -> str:
    """Return a text on one line, without what nobody sees."""
    lines = (line.strip() for line in _LINE_ENDS.split(writable(composed(cell))))
    one_line = ", ".join(line for line in lines if line)
    return " ".join(part for part in re.split(r"[ \t\v\f]+", typed.without_hidden(one_line)) if part).strip()


def same(one: Any, other: Any) -> bool:
    """Return whether two values are the same but for how their spaces and line ends are written."""
    return "".join(plain(str(one)).split()) == "".join(plain(str(other)).split())


def _clean(line: Line) -> list[Fault]:
    """Put values in place of the texts of a line, without those that are wrong; return these."""
    faults = [] if line.values.get("name") else [fault(line, "name", NO_NAME)]
    for name in list(line.values):
        try:
            line.values[name] = _value(name, line.values[name])
        except ValueError as error:
            faults.append(fault(line, name, str(error)))
            del line.values[name]
    return faults


def _value(name: str, text: str) -> str:
    """Return the value that a text says. Raise ValueError with a sentence."""
    if name in _READERS:
        reader, refusal = _READERS[name]
        found = reader(text[:200])
        if not found:
            raise ValueError(refusal)
        return found
    return _site(text) if name == "website" else text


def _site(text: str) -> str:
    try:
        return str(_SITE.clean(text))
    except ValidationError as error:
        raise ValueError(NO_SITE) from error
