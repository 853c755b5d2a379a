"""How wide the columns of a table are on paper, how tall its rows, given the words they hold. Pure."""

import textwrap
from collections.abc import Sequence

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


def height(cells: Sequence[tuple[str, float]]) -> float | None:
    """Return how tall a row is, in points, given its words and the width of each in letters; None for one line.

    >>> height([("mot " * 20, 20.0), ("mot", 10.0)]), height([("mot", 10.0)])
    (60.0, None)
    """
    lines = max((len(textwrap.wrap(words, max(int(width), 1))) for words, width in cells), default=1)
    return lines * LINE if lines > 1 else None
