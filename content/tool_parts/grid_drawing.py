"""A table as it is read, filled or blank: its rows of cells, its totals, its lines."""

from dataclasses import dataclass

from content.tool_parts import amounts
from content.tool_parts.grid import Cell, Column, Expected, Grid, Kind, Line

TOTALS = "Totaux"


@dataclass(frozen=True)
class DrawnLine:
    """A line below the table: its words, empty on the blank sheet; `verdict` says what the result proves."""

    line: Line
    words: str
    verdict: str = ""


@dataclass(frozen=True)
class DrawnGrid:
    """A table ready to be drawn. A narrow screen leaves out the `spare` rows, which are like `first_spare`."""

    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    totals: list[Cell]
    lines: list[DrawnLine]
    is_blank: bool
    aloud: str = ""

    @property
    def first_spare(self) -> int:
        """Return the place of the first row that holds nothing but blanks; that of no row when there is none."""
        spare = (place for place, row in enumerate(self.rows) if all(cell.is_blank for cell in row))
        return next(spare, len(self.rows))

    @property
    def spare(self) -> int:
        """Return how many such rows follow the first."""
        return max(len(self.rows) - self.first_spare - 1, 0)


def filled(grid: Grid) -> DrawnGrid:
    """Return the example, its sums computed."""
    values = grid.values()
    rows = [
        _named(
            [
                Cell(column.written(value) if value is not None else words, column)
                for column, words, value in zip(grid.columns, row, numbers, strict=True)
            ]
        )
        for row, numbers in zip(grid.rows, values, strict=True)
    ]
    totals = [
        Cell("" if value is None else column.written(value), column)
        for column, value in zip(grid.columns, grid.totals(), strict=True)
    ]
    results = grid.line_values()
    lines = [_filled_line(line, results) for line in grid.lines]
    return DrawnGrid(grid.columns, rows, _total_row(grid, totals), lines, False, grid.aloud)


def blank(grid: Grid) -> DrawnGrid:
    """Return the sheet to fill in: what it keeps of the example, and its empty rows."""
    rows = [[_kept(column, words) for column, words in zip(grid.columns, row, strict=True)] for row in _kept_rows(grid)]
    rows += [[Cell("", column, is_blank=True) for column in grid.columns] for _ in range(grid.spare)]
    totals = [Cell("", column, is_blank=grid.is_summed(column)) for column in grid.columns]
    lines = [DrawnLine(line, "", _expectation(line)) for line in grid.lines]
    return DrawnGrid(grid.columns, list(map(_named, rows)), _total_row(grid, totals), lines, True)


def _kept_rows(grid: Grid) -> list[tuple[str, ...]]:
    """Return the rows that the blank sheet takes from the example, emptied of what is typed by hand."""
    if grid.keeps_rows:
        kept = [
            tuple(_if(column.is_kept, words) for column, words in zip(grid.columns, row, strict=True))
            for row in grid.rows
        ]
    elif grid.opens:
        kept = [
            tuple(
                _if(column.kind is Kind.TEXT, words) for column, words in zip(grid.columns, grid.rows[0], strict=True)
            )
        ]
    else:
        kept = []
    return kept


def _if(is_kept: bool, words: str) -> str:
    return words if is_kept else ""


def _kept(column: Column, words: str) -> Cell:
    return Cell(words, column, is_blank=not words)


def _named(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a row; the first that says something is its name."""
    named = next((place for place, cell in enumerate(cells) if cell.words), None)
    return [Cell(cell.words, cell.column, cell.is_blank, place == named) for place, cell in enumerate(cells)]


def _total_row(grid: Grid, cells: list[Cell]) -> list[Cell]:
    if not grid.has_totals:
        return []
    place = next((n for n, column in enumerate(grid.columns) if not grid.is_summed(column)), None)
    return [Cell(TOTALS, cell.column, names_row=True) if number == place else cell for number, cell in enumerate(cells)]


def _filled_line(line: Line, results: dict) -> DrawnLine:
    value = results[line.letter]
    words = amounts.money(value) if line.kind is Kind.AMOUNT else amounts.number(value)
    proves = line.expected is not Expected.ANYTHING
    return DrawnLine(line, words, "C’est juste." if proves and line.holds(value) else "À chercher." if proves else "")


def _expectation(line: Line) -> str:
    return {Expected.ZERO: "On attend 0.", Expected.AT_LEAST_ZERO: "On attend 0 ou plus."}.get(line.expected, "")
