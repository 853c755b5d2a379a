"""What a process remembers until something is published, and the generation that says so."""

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
UNKNOWN = "none"  # the store is away: nothing may be remembered, nobody would say when it changes
Asked = TypeVarTuple("Asked")
Found = TypeVar("Found")
_latest = UNKNOWN  # the generation this process last worked for
_forgetting: list[Callable[[], None]] = []
_owed = threading.Event()  # a new generation that the store, away, did not take


def generation() -> str:
    """The current generation's name; made when none is known."""
    settle()
    store = caches["pages"]
    current = store.get(GENERATION)
    if current is None:
        store.add(GENERATION, secrets.token_hex(4), None)
        current = store.get(GENERATION, UNKNOWN)
    _drop_former(current)
    return current


def _drop_former(current: str) -> None:
    """Let go, in this process, of what was remembered and drawn for a former generation, or for one nobody knows."""
    global _latest
    if current == UNKNOWN or current != _latest:
        _latest = current
        for forget in _forgetting:
            forget()
        caches["fragments"].clear()


def bump(*_args: Any, **_kwargs: Any) -> None:
    """Make every kept page unreachable once the current transaction is committed. Serves as a signal handler."""
    transaction.on_commit(_renew)


def _renew() -> None:
    store, fresh = caches["pages"], secrets.token_hex(4)
    store.set(GENERATION, fresh, None)
    if store.get(GENERATION) == fresh:
        _owed.clear()
    else:
        _owed.set()


def settle() -> None:
    """Try again what the store did not take: a page withdrawn while it was away must not come back with it."""
    if _owed.is_set():
        _renew()


def while_unchanged(most: int) -> Callable[[Callable[[*Asked], Found]], Callable[[*Asked], Found]]:
    """Remember in this process the `most` last answers of a function, until something is published or LONGEST.

    An answer is shared by threads and requests: whoever receives it changes nothing of it. What is raised is not kept.
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
