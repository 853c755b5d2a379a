"""Logs: one JSON line per event with the request's id, and nothing about a person.

The lines of a request name its view, not its address, which may hold a group, a person, a secret. Addresses in other
texts are scrubbed before they are written: what follows /p/, a card's address, what reads like a token, any query.
"""

import logging
import logging.config
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from config.operations.calm_logs import CalmFilter

LONGEST = 500  # signs of a line: the patterns below take the square of it, and a stranger writes headers of 8,000
LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
_SECRET_PATHS = re.compile(
    r"(/p/(?:vue/)?|/compte/carte/|/passeport/(?:confirmer|offre)/|/compte/mot-de-passe/nouveau/)[^/\s?\"']+",
    re.IGNORECASE,
)
# A token wherever it was pasted, signs before it included: 22 characters with a capital, which our addresses have not.
_TOKENS = re.compile(r"(/p?[^A-Za-z0-9_-]{0,8})(?=[a-z0-9_-]*[A-Z])[A-Za-z0-9_-]{22,}")
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")
_EMAIL = re.compile(r"[^\s@\"'<>/=:]+@[^\s@\"'<>/]+\.\w+")


def scrub(text: str) -> str:
    """Return `text` without share tokens, card tokens, query strings and e-mail addresses; long lines are cut.

    >>> scrub("GET /p/abcdefgh?x=1")
    'GET /p/***'
    """
    return "\n".join(_scrub_line(_cut(line)) for line in text.split("\n"))


def _cut(line: str) -> str:
    """Return the first words of a long line: half a token or half an address would not be known as one."""
    return line if len(line) <= LONGEST else line[: line.rfind(" ", 0, LONGEST) + 1] + "…"


def _scrub_line(text: str) -> str:
    without_tokens = _TOKENS.sub(r"\1***", _SECRET_PATHS.sub(r"\1***", text))
    return _EMAIL.sub("***", _QUERY.sub(r"\1", without_tokens))


def _traceback(exc_info: Any) -> str:
    # Settings import this module before Django's parts are ready.
    from config.operations.tracebacks import redacted_traceback

    return redacted_traceback(exc_info)


def name_view(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Write the name of the view where Django writes the address, last in its line (a structlog processor)."""
    request: Any = getattr(event.get("_record"), "request", None)
    if not hasattr(request, "resolver_match"):
        return event
    view = request.resolver_match.view_name if request.resolver_match else "***"
    for written in (request.path, request.path.encode("unicode_escape").decode()):
        if event["event"].endswith(f": {written}"):
            event["event"] = event["event"].removesuffix(written) + view
    return event


def scrub_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Scrub every text value of an event (a structlog processor)."""
    return {key: scrub(value) if isinstance(value, str) else value for key, value in event.items()}


def logging_config(*, json: bool, level: str) -> None:
    """Configure structlog and the standard library's logging to write to standard error.

    `json` writes lines for machines; otherwise they are for a person at a terminal.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.ExceptionRenderer(_traceback),
        scrub_event,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[name_view, *shared],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(CalmFilter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # The line of the request gives the status; Django's second line would repeat the address.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    logging.getLogger("django.server").setLevel(logging.WARNING)
    # Each saved page runs a task that indexes it: a line for each would drown the rest.
    logging.getLogger("django_tasks").setLevel(logging.WARNING)
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)  # two lines more for each mail
    # It logs the number of each passkey that is added.
    logging.getLogger("fido2").setLevel(logging.WARNING)
    # Wagtail logs the title of each page saved: nobody may read that of a practice sheet not sent yet.
    logging.getLogger("wagtail").setLevel(logging.WARNING)
