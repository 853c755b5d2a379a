"""What strangers and mail servers cause is no error of ours: a warning, once a minute for each kind.

A scanner tries host names all day, and a mail server that is away refuses each mail for an hour; an alert on errors
would sound for both, and nobody would look any more.
"""

import logging
import time

STRANGERS = "django.security."
TASKS = "django_tasks"
AWAY = "MailAwayError"  # a class of config.operations.mail, which cannot be read before Django is ready
EVERY = 60.0  # seconds


class CalmFilter(logging.Filter):
    """Filter of a handler: lower these records to warnings, and let one of a kind through in EVERY seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._next: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is written."""
        kind = _kind(record)
        if kind is None or record.levelno < logging.ERROR:
            return True
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        now = time.monotonic()
        if now < self._next.get(kind, 0):
            return False
        self._next[kind] = now + EVERY
        return True


def _kind(record: logging.LogRecord) -> str | None:
    """Return what the record is one of; None when it is neither a stranger's nor a mail that waits."""
    if record.name.startswith(STRANGERS):
        return record.name
    raised = record.exc_info[0] if record.exc_info else None
    return AWAY if record.name == TASKS and raised is not None and raised.__name__ == AWAY else None
