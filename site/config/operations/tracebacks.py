"""Exceptions as log text: where the code broke, without what people typed.

The message of an exception may quote a form field, a database row, an e-mail address. It is kept only for the classes
below, whose messages speak of code, files and tables; every frame is kept.
"""

import re
import traceback
from types import TracebackType

from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.urls import NoReverseMatch

SPEAK_OF_CODE = (
    AttributeError,
    ImportError,
    ImproperlyConfigured,
    InterfaceError,
    NameError,
    NoReverseMatch,
    OperationalError,
    OSError,
    ProgrammingError,
    TemplateDoesNotExist,
    TemplateSyntaxError,
    TypeError,
)
# PostgreSQL quotes rows after these, Django's fields quote a value after « but got ».
_DETAIL = re.compile(r"(?:\n(?:DETAIL|CONTEXT|LINE \d+):| but got ).*", re.DOTALL)
WITHHELD = "(message withheld)"
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def _one(error: BaseException) -> str:
    words = _DETAIL.sub("", str(error)) if isinstance(error, SPEAK_OF_CODE) else WITHHELD
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return "".join(traceback.format_tb(error.__traceback__)) + f"{name}: {words}"


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found[::-1]


def redacted_traceback(exc_info: ExcInfo) -> str:
    """Return the traceback of an exception and of its causes, oldest first, without the messages that are not safe."""
    return "\n\nthen\n\n".join(_one(each) for each in _chain(exc_info[1]))
