"""The blocks of a lesson as pieces to print, from their raw values, whole or not. Pure.

A piece is a title, a paragraph, a list, a table, a reflection, a box with a title around other pieces, or what
`exercises`, `scenario` and `pictures` make. Lessons have titles of level 1, blocks of level 2.
"""

from collections.abc import Callable
from typing import Any

from content.blocks.paragraphs import without_leftovers
from courses.booklet.rich_text import Piece, pieces_of, run
from lib.text import NBSP

Raw = dict[str, Any]
BLOCK, INSIDE = 2, 3  # levels of titles


def written(html: str, title: int = INSIDE) -> list[Piece]:
    """Return the pieces of a rich text; `title` is the level of the titles in it."""
    return pieces_of(without_leftovers(html or ""), title)


def paragraph(text: str, *, bold: bool = False, href: str = "") -> Piece:
    """Return a paragraph of plain words."""
    return {"kind": "paragraph", "runs": [run(text, bold=bold, href=href)]}


def box(look: str, title: str, pieces: list[Piece]) -> Piece:
    """Return a box: `look` says how it is drawn, `title` names it."""
    return {"kind": "box", "look": look, "title": title, "pieces": pieces}


def word(term: str, meaning: str) -> Piece:
    """Return a word and its meaning."""
    return {"kind": "word", "term": term, "meaning": meaning}


def listed(value: Raw, name: str) -> list[Any]:
    """Return what a list of a raw block holds."""
    return [item["value"] if isinstance(item, dict) and "value" in item else item for item in value.get(name) or []]


def _list(texts: list[str], *, is_numbered: bool) -> Piece:
    return {"kind": "list", "is_numbered": is_numbered, "items": [[run(text)] for text in texts]}


def _brief(value: Raw) -> list[Piece]:
    return [box("brief", "En bref", [paragraph(point) for point in listed(value, "points")])]


def _text(value: Raw) -> list[Piece]:
    heading = value.get("heading") or ""
    titles = [{"kind": "title", "level": BLOCK, "text": heading}] if heading else []
    return [*titles, *written(value.get("text") or "", title=INSIDE if heading else BLOCK)]


def _example(value: Raw) -> list[Piece]:
    return [box("example", value.get("title") or "Un exemple", written(value.get("text") or ""))]


def _steps(value: Raw) -> list[Piece]:
    return [box("plain", value.get("title") or "Pas à pas", [_list(listed(value, "steps"), is_numbered=True)])]


def _to_do(value: Raw) -> list[Piece]:
    return [box("to_do", "À faire", written(value.get("text") or ""))]


def _warning(value: Raw) -> list[Piece]:
    return [box("warning", "Attention", written(value.get("text") or ""))]


def _call(value: Raw) -> list[Piece]:
    number, when, link = (value.get(name) or "" for name in ("number", "when", "link"))
    said = [(number, paragraph(number, bold=True)), (when, paragraph(when)), (link, paragraph(link, href=link))]
    return [box("call", f"Qui appeler{NBSP}: {value.get('who') or ''}", [each for words, each in said if words])]


def _table(value: Raw) -> list[Piece]:
    table = value.get("table") or {}
    columns = [
        {"name": column.get("heading") or "", "is_amount": column.get("type") == "amount"}
        for column in table.get("columns") or []
    ]
    rows = [[each or "" for each in row["values"]] for row in table.get("rows") or []]
    if not columns:
        return []
    drawn = {
        "kind": "table",
        "title": value.get("title") or "",
        "columns": columns,
        "rows": [[*row, *[""] * len(columns)][: len(columns)] for row in rows],
        "has_total": bool(value.get("total") and rows),
    }
    return [drawn, *([paragraph(f"À voix haute{NBSP}: {value['aloud']}")] if value.get("aloud") else [])]


def _reflection(value: Raw) -> list[Piece]:
    return [{"kind": "reflection", "question": value.get("question") or "", "why": value.get("why") or ""}]


# The pieces of each type of block that needs nothing but its own value.
PLAIN: dict[str, Callable[[Raw], list[Piece]]] = {
    "brief": _brief,
    "text": _text,
    "example": _example,
    "steps": _steps,
    "to_do": _to_do,
    "warning": _warning,
    "call": _call,
    "table": _table,
    "reflection": _reflection,
}
