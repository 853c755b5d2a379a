"""Memory of a process, valid until something is published: the name of the generation says it."""

import secrets
import threading
import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, TypeVarTuple

from django.core.cache import caches
from django.db import transaction

LONGEST = 600  # seconds a body may be served without being made again
GENERATION = "generation"
UNKNOWN = "none"  # the store is away: nothing may be remembered, since no process would learn of a change
Asked = TypeVarTuple("Asked")
Found = TypeVar("Found")
_latest = UNKNOWN  # the generation that this process last worked for
_forgetting: list[Callable[[], None]] = []
_owed = threading.Event()  # a new generation that the store, away, did not take


def generation() -> str:
    """Return the name of the current generation, made when the store has none; UNKNOWN when the store is away."""
    settle()
    store = caches["pages"]
    current = store.get(GENERATION)
    if current is None:
        store.add(GENERATION, secrets.token_hex(), None)
        current = store.get(GENERATION, UNKNOWN)
    _drop_former(current)
    return current


def _drop_former(current: str) -> None:
    """Forget what this process kept for another generation; forget everything when the generation is unknown."""
    global _latest
    if current == UNKNOWN or current != _latest:
        _latest = current
        for forget in _forgetting:
            forget()
        caches["fragments"].clear()


def bump(*_args: Any, **_kwargs: Any) -> None:
    """Begin a new generation at the end of the transaction: no kept page is reachable then. A signal handler too."""
    transaction.on_commit(_renew)


def bump_if_shown(instance: Any, **_signal: Any) -> None:
    """Begin a new generation for what readers see: a live page, a published line. A signal handler.

    What one writes and nobody has read yet changes no kept page: a member could otherwise drop them all at each press.
    """
    if getattr(instance, "live", False) or getattr(instance, "is_or_was_shown", False):
        bump()


def _renew() -> None:
    store, fresh = caches["pages"], secrets.token_hex()
    store.set(GENERATION, fresh, None)
    if store.get(GENERATION) == fresh:
        _owed.clear()
    else:
        _owed.set()


def settle() -> None:
    """Write again the generation that the store, away, did not take: a withdrawn page must not come back with it."""
    if _owed.is_set():
        _renew()


def while_unchanged(most: int) -> Callable[[Callable[[*Asked], Found]], Callable[[*Asked], Found]]:
    """Remember the `most` last answers of a function, until something is published, or for LONGEST seconds.

    Threads and requests share an answer: its receiver must not change it. Exceptions are not remembered.
    """

    def decorate(find: Callable[[*Asked], Found]) -> Callable[[*Asked], Found]:
        @lru_cache(maxsize=most)
        def kept(_generation: str, _slot: int, *args: *Asked) -> Found:
            return find(*args)

        _forgetting.append(kept.cache_clear)

        @wraps(find)
        def found(*args: *Asked) -> Found:
            current = generation()
            return find(*args) if current == UNKNOWN else kept(current, int(time.monotonic()) // LONGEST, *args)

        return found

    return decorate
