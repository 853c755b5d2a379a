"""First names as people paste them: one a line, a list with commas, a numbered list, a column of a spreadsheet.

>>> read("1. Camille\\n- Lou ;  Sol\\n\\n3\\tNour")
['Camille', 'Lou', 'Sol', 'Nour']
>>> read("Prénom\\tNom\\nCamille\\tUn nom\\nLou\\tUn autre")
['Camille', 'Lou']
"""

import re

from lib.text import fold_words, writable

MOST = 60
_NUMBERED = re.compile(r"\s*(?:n\s*[o°]\s*)?\d{1,3}(?:\s*[.):°/-]\s*|\s+)", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[•◦▪●■‣⁃·*+>–—-]|\[[ xX]?\]|☐|☑)\s*")
_APART = re.compile(r"[,;\t]")
_QUOTES = '"“”«»\N{NO-BREAK SPACE} '
_HEADINGS = {"prenom", "prenoms", "prenom ou surnom", "nom affiche", "surnom"}
_FIRST_NAMES = {"prenom", "prenoms"}


def read(text: str) -> list[str]:
    """Return the names of a pasted text, in their order, without numbers, bullets, quotation marks, heading nor blanks.

    A table whose heading says « Prénom » gives that column alone.
    """
    lines = _lines(text)
    column = _column(lines)
    cells = [line[column : column + 1] for line in lines] if column is not None else lines
    names = [_name(cell) for line in cells for cell in line]
    return [name for place, name in enumerate(names) if name and not (place == 0 and fold_words(name) in _HEADINGS)]


def left_aside(text: str) -> list[str]:
    """Return the headings of the columns that hold no first name, of a table that says which one does.

    >>> left_aside("Prénom;Fonction\\nAgathe;présidence"), left_aside("Camille, Lou")
    (['Fonction'], [])
    """
    lines = _lines(text)
    column = _column(lines)
    if column is None:
        return []
    headings = (heading.strip(_QUOTES)[:MOST] for place, heading in enumerate(lines[0]) if place != column)
    return [heading for heading in headings if any(sign.isalpha() for sign in heading)]


def _lines(text: str) -> list[list[str]]:
    return [_APART.split(line) for line in writable(text).replace("\r", "\n").split("\n") if line.strip()]


def _column(lines: list[list[str]]) -> int | None:
    """Return the place of the column of first names, for a table of several columns whose heading names it."""
    heading = [fold_words(cell) for cell in lines[0]] if lines else []
    if len(heading) < 2:
        return None
    return next((place for place, cell in enumerate(heading) if cell in _FIRST_NAMES), None)


def _name(cell: str) -> str:
    """Return the name in a cell; "" for a cell that holds a number alone, as those of a numbered column."""
    bare = _without(_BULLET, _without(_NUMBERED, _without(_BULLET, cell)))
    name = bare.strip(_QUOTES)
    return "" if name.isdecimal() else name


def _without(sign: re.Pattern[str], text: str) -> str:
    """Return a text without the sign that it begins with."""
    begins = sign.match(text)
    return text[begins.end() :] if begins else text
