"""A misspelt variable in one of our templates fails the test; those of Wagtail, allauth and Django are left alone.

Django asks `string_if_invalid` for its truth at the moment a printed variable is missing: that is where we look
which template asked. `{{ x|default:"…" }}` says that absence is expected, and passes.
"""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from django.template.base import FilterExpression

ROOT = Path(__file__).resolve().parents[1]
OURS = tuple(str(ROOT / folder) for folder in ("site", "content", "passport", "courses"))
EXPECTED_ABSENCE = {"default", "default_if_none"}


class UndefinedTemplateVariable(AssertionError):
    """One of our templates prints a variable nobody gave it."""


def _asking_expression(frame: FrameType | None) -> FilterExpression | None:
    if frame is None or frame.f_code.co_name != "resolve":
        return None
    asked = frame.f_locals.get("self")
    return asked if isinstance(asked, FilterExpression) else None


def _template_of(frame: FrameType | None) -> str:
    """The file of the innermost node being rendered."""
    while frame is not None:
        if frame.f_code.co_name == "render_annotated":
            origin = getattr(frame.f_locals.get("self"), "origin", None)
            return str(getattr(origin, "name", ""))
        frame = frame.f_back
    return ""


class LoudWhenOurs(str):
    """An empty string that raises UndefinedTemplateVariable when one of our templates is asking."""

    __slots__ = ()

    def __bool__(self) -> bool:
        frame: Any = sys._getframe(1)
        expression = _asking_expression(frame)
        if expression is None or any(func.__name__ in EXPECTED_ABSENCE for func, _ in expression.filters):
            return False
        template = _template_of(frame)
        if template.startswith(OURS):
            raise UndefinedTemplateVariable(f"{template}: « {expression.token} » is not defined")
        return False
