"""The parts of a tool, read from what the editor typed: a letter, a table, a list to tick, a form, a timeline."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.dateparse import parse_date

from content.tool_parts import blanks, calendar, grid_drawing
from content.tool_parts.amounts import TooLargeError
from content.tool_parts.formulas import FormulaError, parse
from content.tool_parts.grid import Column, Expected, Grid, Kind, Line
from content.tool_parts.grid_faults import faults_of

MOST_UPRIGHT = 4  # columns of a table on an upright sheet
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Raw = dict[str, Any]


@dataclass(frozen=True)
class Title:
    """The title of a part, on the blank sheet and in the example."""

    blank: str
    filled: str

    @classmethod
    def of(cls, value: Raw) -> "Title":
        """Return the title that a block holds. Raises BlankError."""
        return cls(*blanks.one_line(_text(value, "title")))


class Drawn:
    """What every part says of itself. `is_wide`: it wants the whole width of a sheet lying down."""

    kind: ClassVar[str]

    @property
    def is_wide(self) -> bool:
        """Return whether it wants the whole width."""
        return False


@dataclass(frozen=True)
class Letter(Drawn):
    """A text with blanks."""

    kind: ClassVar[str] = "letter"
    title: Title
    paragraphs: list[blanks.Paragraph]


@dataclass(frozen=True)
class Table(Drawn):
    """A table, its example and its blank sheet."""

    kind: ClassVar[str] = "table"
    title: Title
    grid: Grid
    filled: grid_drawing.DrawnGrid
    blank: grid_drawing.DrawnGrid

    @property
    def is_wide(self) -> bool:
        """Return whether it has many columns."""
        return len(self.grid.columns) > MOST_UPRIGHT


@dataclass(frozen=True)
class Check:
    """A line to tick; `example` is the day it was done in the example, empty when it was not yet."""

    what: str
    help: str
    example: str


@dataclass(frozen=True)
class Checklist(Drawn):
    """Lines to tick, each with room for a date, under `when`: « Fait le », « Remis le »."""

    kind: ClassVar[str] = "checklist"
    title: Title
    when: str
    checks: list[Check]


@dataclass(frozen=True)
class Blank:
    """A blank of a form: its name, some help, how many lines of paper it takes, an example."""

    name: str
    help: str
    lines: int
    example: str

    @property
    def rows(self) -> range:
        """Return the lines to write on."""
        return range(self.lines)


@dataclass(frozen=True)
class Form(Drawn):
    """Named blanks to fill in by hand."""

    kind: ClassVar[str] = "form"
    title: Title
    blanks: list[Blank]


@dataclass(frozen=True)
class Stage:
    """A stage: so many `days` after the event, before it when negative; `day` is that of the example."""

    days: int
    what: str
    who: str
    day: datetime.date

    @property
    def said(self) -> str:
        """Return « J − 60 »."""
        return calendar.said(self.days)

    @property
    def written(self) -> str:
        """Return the day of the example in words."""
        return calendar.written(self.day)


@dataclass(frozen=True)
class Timeline(Drawn):
    """Stages around an event, in the order of the days; `day` is that of the event in the example."""

    kind: ClassVar[str] = "timeline"
    title: Title
    event: str
    day: datetime.date
    stages: list[Stage]

    @property
    def is_wide(self) -> bool:
        """Return that its sentences want room."""
        return True

    @property
    def written(self) -> str:
        """Return the day of the event in words."""
        return calendar.written(self.day)


@dataclass(frozen=True)
class Unready(Drawn):
    """A part that cannot be drawn yet, and why: a draft may hold one, a published tool never."""

    kind: ClassVar[str] = "unready"
    title: Title
    reasons: list[str]


Part = Letter | Table | Checklist | Form | Timeline | Unready


def read(kind: str, value: Raw) -> Part:
    """Return the part that a block of this kind holds; Unready when it is not finished."""
    try:
        return READERS[kind](value)
    except (blanks.BlankError, FormulaError, TooLargeError) as error:
        return Unready(_named(value), [str(error)])
    except (KeyError, TypeError, ValueError, IndexError):  # an old draft, a field left empty
        return Unready(_named(value), ["Cette partie n’est pas finie."])


def _named(value: Raw) -> Title:
    """Return the title of a part that is not ready, as it was typed."""
    return Title(_text(value, "title"), _text(value, "title"))


def read_all(blocks: Iterable[Raw]) -> list[Part]:
    """Return the parts of a tool, given the raw blocks of its page."""
    return [read(block["type"], block["value"]) for block in blocks]


def _text(value: Raw, name: str) -> str:
    return str(value.get(name) or "").strip()


def _items(value: Raw, name: str) -> list[Any]:
    """Return the values of a list, whether its items are kept with their ids or alone."""
    return [item["value"] if isinstance(item, dict) and "value" in item else item for item in value.get(name) or []]


def _letter(value: Raw) -> Letter:
    return Letter(Title.of(value), blanks.paragraphs(_text(value, "text")))


def _table(value: Raw) -> Table | Unready:
    title = Title.of(value)
    formulas = {_text(each, "column"): parse(_text(each, "formula")) for each in _items(value, "formulas")}
    kept = {str(name).strip() for name in _items(value, "kept")}
    heads = [str(column["heading"] or "").strip() for column in value["table"]["columns"]]
    unknown = [name for name in sorted({*formulas, *kept}) if name not in heads]
    if unknown:
        return Unready(title, [f"Aucune colonne ne s’appelle « {name} »." for name in unknown])
    columns = tuple(
        Column(name, Kind(column["type"]), formulas.get(name), name in kept)
        for name, column in zip(heads, value["table"]["columns"], strict=True)
    )
    rows = tuple(tuple(str(cell or "").strip() for cell in row["values"]) for row in value["table"]["rows"])
    grid = Grid(
        columns, rows, tuple(_lines(value)), bool(value.get("totals")), bool(value.get("opens")),
        int(value.get("spare") or 0), _text(value, "aloud"),
    )  # fmt: skip
    if reasons := faults_of(grid):
        return Unready(title, reasons)
    return Table(title, grid, grid_drawing.filled(grid), grid_drawing.blank(grid))


def _lines(value: Raw) -> Iterable[Line]:
    for letter, each in zip(LETTERS, _items(value, "lines"), strict=False):
        words = _text(each, "formula")
        kind, expected = Kind(each.get("unit") or Kind.AMOUNT), Expected(each.get("expected") or "")
        formula = parse(words) if words else None
        yield Line(letter, _text(each, "label"), kind, _text(each, "example"), words, formula, expected)


def _checklist(value: Raw) -> Checklist:
    checks = [
        Check(_text(each, "what"), _text(each, "help"), _text(each, "example")) for each in _items(value, "checks")
    ]
    return Checklist(Title.of(value), _text(value, "when"), checks)


def _form(value: Raw) -> Form:
    fields = [
        Blank(_text(each, "name"), _text(each, "help"), int(each.get("lines") or 1), _text(each, "example"))
        for each in _items(value, "blanks")
    ]
    return Form(Title.of(value), fields)


def _timeline(value: Raw) -> Timeline:
    day = value["day"] if isinstance(value["day"], datetime.date) else parse_date(value["day"])
    if day is None:
        raise ValueError("no day")
    stages = [
        Stage(days, _text(each, "what"), _text(each, "who"), calendar.day_of(day, days))
        for each in _items(value, "stages")
        for days in [int(each["days"])]
    ]
    return Timeline(Title.of(value), _text(value, "event"), day, sorted(stages, key=lambda stage: stage.days))


READERS = {"letter": _letter, "table": _table, "checklist": _checklist, "form": _form, "timeline": _timeline}
