"""What people typed, as a cell of a CSV: text in whatever spreadsheet opens it, and the same text once it is read back.

A cell that begins as a formula is run by some of them.

>>> as_text("=1+1"), as_text("Rouen")
("'=1+1", 'Rouen')
>>> as_typed(as_text("+33 1 00 00 00 00"))
'+33 1 00 00 00 00'
"""

from typing import Any

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"


def _is_risky(text: str) -> bool:
    return text.lstrip(f" {_MARK}").startswith(FORMULAS)


def as_text(value: Any) -> Any:
    """Return what stands in a cell, with the apostrophe that says « text » before what begins as a formula."""
    return f"{_MARK}{value}" if isinstance(value, str) and _is_risky(value) else value


def as_typed(text: str) -> str:
    """Return what was typed of a cell that `as_text` wrote."""
    return text[1:] if text.startswith(_MARK) and _is_risky(text) else text
