"""One mail each, however many pages are decided in one press."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_told: ContextVar[set[tuple[str | None, str]] | None] = ContextVar("told", default=None)


@contextmanager
def one_mail_each() -> Iterator[None]:
    """Send each person the same news once, however many pages it is about."""
    token = _told.set(set())
    try:
        yield
    finally:
        _told.reset(token)


def told() -> set[tuple[str | None, str]] | None:
    """Return the addresses with the news that each has had in this press; None outside of one."""
    return _told.get()
