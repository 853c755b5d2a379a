"""The bars of a figure, sized for an SVG that needs no style; its table says the same numbers. Pure."""

from dataclasses import dataclass

from gatherings.figures.rules import Read
from lib.text import NBSP

WIDTH, ROW, GAP = 288, 26, 6  # of the drawing: as wide as a small telephone shows it, one row a bar
NAMES, NUMBERS = 84, 84  # kept on the left and on the right of the bars
HIDDEN = "non montré"


@dataclass(frozen=True)
class Bar:
    """One row: where it stands, how long its bar is (0 for none), what is written beside it."""

    name: str
    number: str
    y: int
    middle: int
    length: int

    @property
    def end(self) -> int:
        """Return where the number begins."""
        return NAMES + self.length + GAP


@dataclass(frozen=True)
class Chart:
    """The drawing of one figure, told apart by its parts."""

    key: str
    label: str
    total: str
    bars: tuple[Bar, ...]

    width = WIDTH
    names = NAMES
    thickness = ROW - GAP

    @property
    def height(self) -> int:
        """Return the height of the drawing."""
        return ROW * len(self.bars)

    @property
    def hides(self) -> bool:
        """Return whether a number is not shown."""
        return HIDDEN in {self.total, *(bar.number for bar in self.bars)}

    @property
    def in_words(self) -> str:
        """Return what the drawing shows, for who does not see it."""
        return ", ".join(f"{bar.name}{NBSP}: {bar.number}" for bar in self.bars)


def said(number: int | None) -> str:
    """Return a number as it is read, its thousands apart.

    >>> said(1200).replace(NBSP, " "), said(None)
    ('1 200', 'non montré')
    """
    return HIDDEN if number is None else f"{number:,}".replace(",", NBSP)


def chart_of(read: Read) -> Chart:
    """Return the drawing of a figure; without bars when its parts are not told apart."""
    figure, parts = read.figure, read.masked.parts
    longest = max([number or 0 for number in parts], default=0) or 1
    room = WIDTH - NAMES - NUMBERS - GAP
    bars = tuple(
        Bar(name, said(number), ROW * place, ROW * place + ROW // 2 + 2, round((number or 0) * room / longest))
        for place, (name, number) in enumerate(zip(figure.parts, parts, strict=False))
    )
    return Chart(figure.key, figure.label, said(read.masked.total), bars)
