"""How wide the columns of a table are on paper, how tall its rows, given the words they hold. Pure."""

import textwrap
from collections.abc import Sequence

from content.tool_parts.grid import Grid, Kind

UPRIGHT, LYING = 94, 141  # letters across an A4 sheet
KINDS = {Kind.DATE: 16, Kind.NUMBER: 12, Kind.AMOUNT: 14}
LONGEST_LINE = 44  # letters: beyond, a cell is read on several lines
MARGIN = 2  # letters around a word
LINE = 15.0  # points: a line of a spreadsheet


def shares(columns: Sequence[Sequence[str]], room: float) -> list[float]:
    """Return the width of each column, `room` in all: as its words ask, never less than its longest word.

    >>> shares([["N°", "1"], ["Quoi", "Un rendez-vous avec le parrain"]], 42)
    [4.0, 38.0]
    """
    least = [MARGIN + max((len(word) for cell in cells for word in cell.split()), default=1) for cells in columns]
    asked = [
        max(low, min(LONGEST_LINE, MARGIN + max(map(len, cells), default=1)))
        for low, cells in zip(least, columns, strict=True)
    ]
    over = [want - low for want, low in zip(asked, least, strict=True)]
    free = room - sum(least)
    if free <= 0 or not any(over):
        return [round(room * low / sum(least), 1) for low in least]
    return [round(low + free * more / sum(over), 1) for low, more in zip(least, over, strict=True)]


def of_grid(grid: Grid, room: int) -> list[float]:
    """Return the width of each column of a table: those of words share what numbers and days leave of `room`."""
    found = {place: float(KINDS[column.kind]) for place, column in enumerate(grid.columns) if column.kind in KINDS}
    words = [place for place in range(len(grid.columns)) if place not in found]
    cells = [[grid.columns[place].name, *(row[place] for row in grid.rows)] for place in words]
    found.update(zip(words, shares(cells, room - sum(found.values())), strict=True))
    return [found[place] for place in range(len(grid.columns))]


def height(cells: Sequence[tuple[str, float]]) -> float | None:
    """Return how tall a row is, in points, given its words and the width of each in letters; None for one line.

    >>> height([("mot " * 20, 20.0), ("mot", 10.0)]), height([("mot", 10.0)])
    (60.0, None)
    """
    lines = max((len(textwrap.wrap(words, max(int(width), 1))) for words, width in cells), default=1)
    return lines * LINE if lines > 1 else None
