"""The blank sheet of a tool as it is printed in a booklet: what a pen fills in, never the example. Pure.

Everything is read from the parts that the screen and the files are drawn from (content.tool_parts.parts).
"""

from collections.abc import Callable
from typing import Any

from content.tool_parts.blanks import Run
from content.tool_parts.grid import Cell
from content.tool_parts.parts import Checklist, Form, Letter, Part, Table, Timeline
from content.tools import widths
from lib.text import NBSP

Printed = dict[str, Any]
TO_TICK = ["Quand", "Date", "Quoi", "Qui"]


def sheet_of(parts: list[Part]) -> list[Printed]:
    """Return what each part leaves to fill in; nothing for a part that is not ready."""
    return [
        {"kind": part.kind, "title": part.title.blank, **PRINTED[type(part)](part)}
        for part in parts
        if type(part) in PRINTED
    ]


def _letter(part: Letter) -> Printed:
    return {
        "paragraphs": [
            {"look": look, "lines": [list(map(_run, line)) for line in paragraph.lines]}
            for paragraph in part.paragraphs
            for look in ["title" if paragraph.is_title else "list" if paragraph.is_list else "plain"]
        ]
    }


def _run(run: Run) -> Printed:
    return {"name": run.name, "words": "" if run.name else run.words}


def _table(part: Table) -> Printed:
    drawn = part.blank
    return {
        "columns": [{"name": column.name, "is_amount": column.counts} for column in part.grid.columns],
        "widths": widths.of_grid(part.grid, widths.UPRIGHT),
        "rows": [_words(row) for row in drawn.rows],
        "totals": _totals(drawn.totals),
        "lines": [
            {
                "label": f"{each.line.letter}. {each.line.label}",
                "how": f"({each.line.words})" if each.line.words else "",
                "expected": each.verdict,
            }
            for each in drawn.lines
        ],
    }


def _words(cells: list[Cell]) -> list[str]:
    return [cell.words for cell in cells]


def _totals(cells: list[Cell]) -> list[Printed]:
    """Return the cells of the last row; its name goes over those beside it where nothing is summed."""
    found: list[Printed] = []
    for cell in cells:
        if found and not (cell.words or cell.is_blank):
            found[-1]["span"] += 1
        else:
            found.append({"words": cell.words, "span": 1})
    return found


def _checklist(part: Checklist) -> Printed:
    return {"when": f"{part.when}{NBSP}:", "checks": [{"what": each.what, "help": each.help} for each in part.checks]}


def _form(part: Form) -> Printed:
    return {"blanks": [{"name": each.name, "help": each.help, "lines": each.lines} for each in part.blanks]}


def _timeline(part: Timeline) -> Printed:
    rows = [[stage.said, "", stage.what, stage.who] for stage in part.stages]
    asked = [(stage.said, stage.written, stage.what, stage.who) for stage in part.stages]
    return {
        "event": f"{part.event}{NBSP}:",
        "columns": [{"name": name, "is_amount": False} for name in TO_TICK],
        "widths": widths.shares(list(zip(TO_TICK, *asked, strict=True)), widths.UPRIGHT),
        "rows": rows,
        "totals": [],
        "lines": [],
    }


PRINTED: dict[type, Callable[[Any], Printed]] = {
    Letter: _letter,
    Table: _table,
    Checklist: _checklist,
    Form: _form,
    Timeline: _timeline,
}
