"""First names as people paste them: one a line, a list with commas, a numbered list, a column of a spreadsheet.

>>> read("1. Camille\\n- Lou ;  Sol\\n\\n3\\tNour")
['Camille', 'Lou', 'Sol', 'Nour']
>>> read("Prénom\\tNom\\nCamille\\tUn nom\\nLou\\tUn autre")
['Camille', 'Lou']
>>> rows("Prénom;Fonction\\nCamille;trésorière\\nLou;")
[Row(name='Camille', function='trésorière'), Row(name='Lou', function='')]
"""

import re
from typing import NamedTuple

from lib.text import fold_words, writable

MOST = 60
_NUMBERED = re.compile(r"\s*(?:n\s*[o°]\s*)?\d{1,3}(?:\s*[.):°/-]\s*|\s+)", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[•◦▪●■‣⁃·*+>–—-]|\[[ xX]?\]|☐|☑)\s*")
_APART = re.compile(r"[,;\t]")
_QUOTES = '"“”«»\N{NO-BREAK SPACE} '
_HEADINGS = {"prenom", "prenoms", "prenom ou surnom", "nom affiche", "surnom"}
_FIRST_NAMES = {"prenom", "prenoms"}
_FUNCTIONS = {"fonction", "fonctions", "place", "role", "mandat"}


class Row(NamedTuple):
    """A name, with what a column of the table says that the person does in the group, "" for nothing."""

    name: str
    function: str


def rows(text: str) -> list[Row]:
    """Return the names of a pasted text, in their order, without numbers, bullets, quotation marks, heading nor blanks.

    A table whose heading says « Prénom » gives that column, and the one headed « Fonction » if there is one.
    """
    lines = _lines(text)
    column, told = _column(lines, _FIRST_NAMES), _column(lines, _FUNCTIONS)
    if column is None:
        found = [Row(_name(cell), "") for line in lines for cell in line]
    else:
        found = [Row(_name(_cell(line, column)), _cell(line, told).strip(_QUOTES)) for line in lines]
    return [row for place, row in enumerate(found) if row.name and not (place == 0 and _is_heading(row.name))]


def read(text: str) -> list[str]:
    """Return the names of `rows` alone."""
    return [row.name for row in rows(text)]


def left_aside(text: str) -> list[str]:
    """Return the headings of the columns that are not read, of a table that says which one holds the first names.

    >>> left_aside("Prénom;Fonction;Depuis\\nAgathe;présidence;2020"), left_aside("Camille, Lou")
    (['Depuis'], [])
    """
    lines = _lines(text)
    column, told = _column(lines, _FIRST_NAMES), _column(lines, _FUNCTIONS)
    if column is None:
        return []
    headings = (heading.strip(_QUOTES)[:MOST] for place, heading in enumerate(lines[0]) if place not in (column, told))
    return [heading for heading in headings if any(sign.isalpha() for sign in heading)]


def _cell(line: list[str], column: int | None) -> str:
    return line[column] if column is not None and column < len(line) else ""


def _is_heading(name: str) -> bool:
    return fold_words(name) in _HEADINGS


def _lines(text: str) -> list[list[str]]:
    return [_APART.split(line) for line in writable(text).replace("\r", "\n").split("\n") if line.strip()]


def _column(lines: list[list[str]], called: set[str]) -> int | None:
    """Return the place of the first column whose heading is one of `called`, in a table of several columns."""
    heading = [fold_words(cell) for cell in lines[0]] if lines else []
    if len(heading) < 2:
        return None
    return next((place for place, cell in enumerate(heading) if cell in called), None)


def _name(cell: str) -> str:
    """Return the name in a cell; "" for a cell that holds a number alone, as those of a numbered column."""
    bare = _without(_BULLET, _without(_NUMBERED, _without(_BULLET, cell)))
    name = bare.strip(_QUOTES)
    return "" if name.isdecimal() else name


def _without(sign: re.Pattern[str], text: str) -> str:
    """Return a text without the sign that it begins with."""
    begins = sign.match(text)
    return text[begins.end() :] if begins else text
