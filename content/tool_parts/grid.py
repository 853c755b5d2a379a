"""A table of a tool: what its columns are, which cells are computed and how, the lines of sums below it.

One declaration gives the filled example, the blank sheet and the formulas of the spreadsheet (content/tools/).
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from content.tool_parts import amounts
from content.tool_parts.formulas import Formula

TOTAL, LAST = "total ", "dernier "  # how a line below names the total of a column, or its last cell


class Kind(StrEnum):
    """The kinds of columns."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    AMOUNT = "amount"


class Expected(StrEnum):
    """What the result of a line should be, when it proves something."""

    ANYTHING = ""
    ZERO = "zero"
    AT_LEAST_ZERO = "at_least_zero"


@dataclass(frozen=True)
class Column:
    """A column; `formula` when its cells are computed, `is_kept` when the blank sheet keeps its words."""

    name: str
    kind: Kind
    formula: Formula | None = None
    is_kept: bool = False

    @property
    def counts(self) -> bool:
        """Return whether its cells are numbers."""
        return self.kind in {Kind.NUMBER, Kind.AMOUNT}

    def written(self, value: Decimal) -> str:
        """Return a number of this column as people read it."""
        return amounts.money(value) if self.kind is Kind.AMOUNT else amounts.number(value)


@dataclass(frozen=True)
class Line:
    """A line below the table, called by its letter: typed by hand (`example`), or the result of a formula."""

    letter: str
    label: str
    kind: Kind
    example: str = ""
    words: str = ""
    formula: Formula | None = None
    expected: Expected = Expected.ANYTHING

    def holds(self, value: Decimal) -> bool:
        """Return whether a result is what the line expects."""
        if self.expected is Expected.ZERO:
            return value == 0
        return self.expected is Expected.ANYTHING or value >= 0


@dataclass(frozen=True)
class Cell:
    """A cell as it is read: its words, its column, whether it is to be filled in by hand."""

    words: str
    column: Column
    is_blank: bool = False
    names_row: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. `rows` are the example as it was typed; `opens`: its first row brings forward a sum.

    `spare`: how many empty rows the blank sheet has more.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...] = ()
    has_totals: bool = False
    opens: bool = False
    spare: int = 0
    aloud: str = ""
    _places: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._places.update({column.name: place for place, column in enumerate(self.columns)})

    def place_of(self, name: str) -> int:
        """Return the place of a column, from 0. Raises KeyError."""
        return self._places[name]

    @property
    def keeps_rows(self) -> bool:
        """Return whether the blank sheet has the rows of the example, some of their words kept."""
        return any(column.is_kept for column in self.columns)

    @property
    def multiplied(self) -> set[str]:
        """Return the columns that are multiplied: the sum of their cells means nothing."""
        products = [column.formula for column in self.columns if column.formula and column.formula.is_product]
        return {name for formula in products for name in formula.names}

    def is_summed(self, column: Column) -> bool:
        """Return whether the row of totals says something of a column."""
        return column.counts and column.name not in self.multiplied and not column.is_kept

    def values(self) -> list[list[Decimal | None]]:
        """Return the numbers of the example, row by row: typed or computed; None for words and for empty cells."""
        done: list[list[Decimal | None]] = []
        for number, row in enumerate(self.rows):
            above = done[-1] if done else list[Decimal | None]([None] * len(self.columns))
            done.append(self._row_of_values(row, above, is_opening=self.opens and number == 0))
        return done

    def _row_of_values(
        self, row: tuple[str, ...], above: list[Decimal | None], is_opening: bool
    ) -> list[Decimal | None]:
        values: list[Decimal | None] = []
        for place, column in enumerate(self.columns):
            if not column.counts:
                values.append(None)
            elif column.formula is None or is_opening:
                values.append(amounts.read(row[place]))
            else:
                values.append(self._computed(column, values, above[place]))
        return values

    def _computed(self, column: Column, left: list[Decimal | None], above: Decimal | None) -> Decimal | None:
        formula = column.formula
        if formula is None:
            return None
        asked = [left[self.place_of(name)] for name in formula.names]
        if all(value is None for value in asked) or (formula.is_product and None in asked):
            return above if formula.continues else None
        value = formula.of(lambda name: left[self.place_of(name)] or Decimal(0))
        if formula.continues:
            value += above or Decimal(0)
        amounts.bounded(value)
        return amounts.rounded(value) if column.kind is Kind.AMOUNT else value

    def totals(self) -> list[Decimal | None]:
        """Return the total of each column that is summed; of a column that continues, its last cell."""
        values = self.values()
        counted = values[1:] if self.opens else values
        found: list[Decimal | None] = []
        for place, column in enumerate(self.columns):
            if not self.is_summed(column):
                found.append(None)
            elif column.formula and column.formula.continues:
                found.append(values[-1][place] if values else None)
            else:
                found.append(amounts.bounded(sum((row[place] or Decimal(0) for row in counted), Decimal(0))))
        return found

    def line_values(self) -> dict[str, Decimal]:
        """Return the result of each line of the example by its letter. Raises KeyError for an unknown name."""
        totals, found = self.totals(), dict[str, Decimal]()

        def value_of(name: str) -> Decimal:
            for start in (TOTAL, LAST):
                if name.startswith(start):
                    return totals[self.place_of(name.removeprefix(start))] or Decimal(0)
            return found[name]

        for line in self.lines:
            value = line.formula.of(value_of) if line.formula else amounts.read(line.example) or Decimal(0)
            amounts.bounded(value)
            found[line.letter] = amounts.rounded(value) if line.kind is Kind.AMOUNT else value
        return found
