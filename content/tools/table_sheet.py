"""The cells of a table in a spreadsheet: what is typed, what is a formula, where each stands. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter

from content.tool_parts import amounts, grid_drawing
from content.tool_parts.formulas import Formula
from content.tool_parts.grid import LAST, TOTAL, Column, Expected, Grid, Kind, Line

SUMS = 2  # the column where the lines below a table have their sums
FORMATS = {Kind.AMOUNT: "#,##0.00", Kind.NUMBER: "General"}
TESTS = {Expected.ZERO: "ROUND({0},2)=0", Expected.AT_LEAST_ZERO: "ROUND({0},2)>=0"}


@dataclass(frozen=True)
class Content:
    """A cell: where it stands, from 1, what it holds. `is_typed`: whoever fills the sheet writes there."""

    row: int
    column: int
    value: str | Decimal | None
    is_formula: bool = False
    is_typed: bool = False
    is_strong: bool = False
    number_format: str = ""


class TableSheet:
    """A table on a sheet: its head on row 3, its rows below, its totals, then its lines."""

    head = 3

    def __init__(self, grid: Grid, is_filled: bool) -> None:
        self.grid, self.is_filled = grid, is_filled
        blank, drawn = grid_drawing.blank(grid), grid_drawing.filled(grid)
        spare = [["" for _ in grid.columns]] * grid.spare
        shown = drawn.rows if is_filled else blank.rows[: len(blank.rows) - grid.spare]
        self.words = [[cell.words for cell in row] for row in shown] + spare
        self.first = self.head + 1
        self.last = self.head + len(self.words)
        self.below = self.last + 2 + grid.has_totals

    def contents(self) -> Iterator[Content]:
        """Yield every cell, row by row."""
        for number, words in enumerate(self.words):
            for place, column in enumerate(self.grid.columns):
                yield self._cell(number, place, column, words[place])
        if self.grid.has_totals:
            yield from self._totals()
        for number, line in enumerate(self.grid.lines):
            yield from self._line(self.below + number, line)

    def _cell(self, number: int, place: int, column: Column, words: str) -> Content:
        row, is_opening = self.first + number, self.grid.opens and number == 0
        form = FORMATS.get(column.kind, "")
        if column.formula and not is_opening:
            formula = self._formula(place, column.formula, row)
            return Content(row, place + 1, formula, is_formula=True, number_format=form)
        if is_opening and column.formula and not column.formula.continues:
            return Content(row, place + 1, None)
        is_typed = not column.is_kept
        value = amounts.read(words) if column.counts else words or None
        return Content(row, place + 1, value, is_typed=is_typed, number_format=form)

    def _at(self, name: str, row: int) -> str:
        return f"{self._letter(name)}{row}"

    def _letter(self, name: str) -> str:
        return get_column_letter(self.grid.place_of(name) + 1)

    def _formula(self, place: int, formula: Formula, row: int) -> str:
        """Return the formula of a cell; it shows nothing while the row is empty."""
        own = get_column_letter(place + 1)
        asked = ",".join(self._at(name, row) for name in formula.names)
        if formula.is_product:
            product = "*".join(f"N({self._at(name, row)})" for name in formula.names)
            return f'=IF(COUNT({asked})<{len(formula.names)},"",{self._rounded(place, product)})'
        if not formula.continues:
            here = self._signed(formula, lambda name: f"N({self._at(name, row)})")
            return f'=IF(COUNT({asked})=0,"",{self._rounded(place, here)})'
        opening = f"N({own}${self.first})+" if self.grid.opens else ""
        start = self.first + self.grid.opens
        so_far = self._signed(formula, lambda name: f"SUM({self._letter(name)}${start}:{self._at(name, row)})")
        return f'=IF(COUNT({asked})=0,"",{self._rounded(place, opening + so_far)})'

    def _rounded(self, place: int, words: str) -> str:
        return f"ROUND({words},2)" if self.grid.columns[place].kind is Kind.AMOUNT else words

    @staticmethod
    def _signed(formula: Formula, written: Callable[[str], str]) -> str:
        said = "".join(("+" if sign > 0 else "-") + written(name) for sign, name in formula.terms)
        return said.removeprefix("+")

    def _total_of(self, name: str) -> str:
        """Return the total of a column as a formula; of a column that continues, what its last cell says."""
        column = self.grid.columns[self.grid.place_of(name)]
        letter, start = self._letter(name), self.first + self.grid.opens
        if not (column.formula and column.formula.continues):
            return f"SUM({letter}{start}:{letter}{self.last})"
        opening = f"N({letter}{self.first})+" if self.grid.opens else ""
        return "(" + opening + self._signed(
            column.formula, lambda each: f"SUM({self._letter(each)}{start}:{self._letter(each)}{self.last})"
        ) + ")"  # fmt: skip

    def _totals(self) -> Iterator[Content]:
        row = self.last + 1
        for cell, place in zip(grid_drawing.blank(self.grid).totals, range(1, len(self.grid.columns) + 1), strict=True):
            if self.grid.is_summed(cell.column):
                formula, form = "=" + self._total_of(cell.column.name), FORMATS[cell.column.kind]
                yield Content(row, place, formula, is_formula=True, is_strong=True, number_format=form)
            else:
                yield Content(row, place, cell.words or None, is_strong=True)

    def _line(self, row: int, line: Line) -> Iterator[Content]:
        told = f"{line.letter}. {line.label}" + (f" ({line.words})" if line.words else "")
        form = FORMATS[line.kind]
        yield Content(row, 1, told)
        if line.formula is None:
            value = amounts.read(line.example) if self.is_filled else None
            yield Content(row, SUMS, value, is_typed=True, number_format=form)
            return
        words = self._signed_or_multiplied(line.formula)
        words = f"ROUND({words},2)" if line.kind is Kind.AMOUNT else words
        yield Content(row, SUMS, f"={words}", is_formula=True, is_strong=True, number_format=form)
        if line.expected is not Expected.ANYTHING:
            test = TESTS[line.expected].format(f"{get_column_letter(SUMS)}{row}")
            said = f'=IF(COUNT({self._typed()})=0,"",IF({test},"C’est juste","À chercher"))'
            yield Content(row, SUMS + 1, said, is_formula=True)

    def _typed(self) -> str:
        """Return the cells that a proof waits for: the lines typed by hand, else the columns that are."""
        sums = get_column_letter(SUMS)
        lines = [f"{sums}{self.below + place}" for place, line in enumerate(self.grid.lines) if line.formula is None]
        columns = [column.name for column in self.grid.columns if self.grid.is_summed(column) and not column.formula]
        return ",".join(
            lines or [f"{self._letter(name)}{self.first}:{self._letter(name)}{self.last}" for name in columns]
        )

    def _signed_or_multiplied(self, formula: Formula) -> str:
        if formula.is_product:
            return "*".join(map(self._named, formula.names))
        return self._signed(formula, self._named)

    def _named(self, name: str) -> str:
        for start in (TOTAL, LAST):
            if name.startswith(start):
                return self._total_of(name.removeprefix(start))
        letters = [line.letter for line in self.grid.lines]
        return f"N({get_column_letter(SUMS)}{self.below + letters.index(name)})"
