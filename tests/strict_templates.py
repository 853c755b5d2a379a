"""The guard that fails a test when one of our templates prints a variable it was not given.

Django asks for the truth of `string_if_invalid` when a printed variable is missing: the guard then looks which template
asked. Those of Wagtail, allauth and Django may do it. `{{ x|default:"…" }}` says that absence is expected, and passes.
"""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from django.template.base import FilterExpression

ROOT = Path(__file__).resolve().parents[1]
OURS = tuple(str(ROOT / folder) for folder in ("site", "content", "passport", "courses"))
EXPECTED_ABSENCE = {"default", "default_if_none"}


class UndefinedVariableError(AssertionError):
    """One of our templates prints a variable it was not given."""


def _asking_expression(frame: FrameType | None) -> FilterExpression | None:
    if frame is None or frame.f_code.co_name != "resolve":
        return None
    asked = frame.f_locals.get("self")
    return asked if isinstance(asked, FilterExpression) else None


def _template_of(frame: FrameType | None) -> str:
    """Return the file of the innermost node being rendered."""
    while frame is not None:
        if frame.f_code.co_name == "render_annotated":
            origin = getattr(frame.f_locals.get("self"), "origin", None)
            return str(getattr(origin, "name", ""))
        frame = frame.f_back
    return ""


class LoudWhenOurs(str):
    """An empty string that raises UndefinedVariableError when one of our templates is asking."""

    __slots__ = ()

    def __bool__(self) -> bool:
        frame: Any = sys._getframe(1)
        expression = _asking_expression(frame)
        if expression is None or any(func.__name__ in EXPECTED_ABSENCE for func, _ in expression.filters):
            return False
        template = _template_of(frame)
        if template.startswith(OURS):
            raise UndefinedVariableError(f"{template}: « {expression.token} » is not defined")
        return False
