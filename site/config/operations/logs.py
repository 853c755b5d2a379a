"""Logs: one JSON line per event with the request's id, and nothing about a person.

Addresses are scrubbed before they are written: what follows /p/, a card's address and any query string
is a secret or may hold one.
"""

import logging
import logging.config
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRET_PATHS = re.compile(
    r"(/p/(?:vue/)?|/compte/carte/|/passeport/(?:confirmer|offre)/|/compte/mot-de-passe/nouveau/)[^/\s?\"']+",
    re.IGNORECASE,
)
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")
_EMAIL = re.compile(r"[^\s@\"'<>/=:]+@[^\s@\"'<>/]+\.\w+")


def scrub(text: str) -> str:
    """Return `text` without share tokens, card tokens, query strings and e-mail addresses.

    >>> scrub("GET /p/abcdefgh?x=1")
    'GET /p/***'
    """
    return _EMAIL.sub("***", _QUERY.sub(r"\1", _SECRET_PATHS.sub(r"\1***", text)))


def _traceback(exc_info: Any) -> str:
    # Settings import this module before Django's parts are ready.
    from config.operations.tracebacks import redacted_traceback

    return redacted_traceback(exc_info)


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
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # The line of the request gives the status; Django's second line would repeat the address.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    logging.getLogger("django.server").setLevel(logging.WARNING)
    # Each saved page runs a task that indexes it: a line for each would drown the rest.
    logging.getLogger("django_tasks").setLevel(logging.WARNING)
    # Wagtail logs the title of each page saved: nobody may read that of a practice sheet not sent yet.
    logging.getLogger("wagtail").setLevel(logging.WARNING)
