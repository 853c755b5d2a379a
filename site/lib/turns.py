"""Costly work in turn: so many at once, so many who wait a moment, and the rest are told to come back.

Nobody takes every turn: of what one person, and what one network, asks for, so many at once, and no more.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


class TooBusyError(Exception):
    """Too many do this work at once; it can be asked again in a few seconds."""


class OwnTurnsTakenError(TooBusyError):
    """This person, or their network, has as many turns as it may; once one of theirs is over, it can be asked again."""


@dataclass(frozen=True)
class Asker:
    """Who asks for a turn: the keys of a person ("" for a visitor) and of their network, which name neither."""

    person: str
    network: str


_asker: ContextVar[Callable[[], Asker] | None] = ContextVar("asker", default=None)


@contextmanager
def asked_by(who: Callable[[], Asker]) -> Iterator[None]:
    """Say for whom the work of a block is done; `who` is called only once a turn is asked for."""
    token = _asker.set(who)
    try:
        yield
    finally:
        _asker.reset(token)


class Turns:
    """The turns of one process: `at_once` threads at work, `waiting` more for `patience` seconds at most.

    At most `of_one` are one person's, and `of_network` one network's; None, as many as there are. Work that nobody's
    request asks for has no such bound.
    """

    def __init__(
        self, at_once: int, waiting: int, patience: float, of_one: int | None = None, of_network: int | None = None
    ) -> None:
        self._room = threading.BoundedSemaphore(at_once + waiting)
        self._work = threading.BoundedSemaphore(at_once)
        self._patience = patience
        self._most = (of_one, of_network)
        self._held: Counter[tuple[str, str]] = Counter()
        self._counting = threading.Lock()
        self._mine = threading.local()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a turn, or the one this thread holds already.

        Raises TooBusyError, or OwnTurnsTakenError, before anything is done.
        """
        if getattr(self._mine, "held", False):
            yield
            return
        with self._shared_out(), self._admitted():
            self._mine.held = True
            try:
                yield
            finally:
                self._mine.held = False

    @contextmanager
    def _shared_out(self) -> Iterator[None]:
        bounds = self._bounds()
        with self._counting:
            if any(self._held[key] >= most for key, most in bounds.items()):
                raise OwnTurnsTakenError
            self._held.update(bounds.keys())
        try:
            yield
        finally:
            with self._counting:
                self._held.subtract(bounds.keys())
                self._held = +self._held  # who holds none is not kept in memory

    def _bounds(self) -> dict[tuple[str, str], int]:
        """Return how many turns who asks may hold, and their network."""
        who = _asker.get()
        if who is None or self._most == (None, None):
            return {}
        asker = who()
        keys = (("person", asker.person), ("network", asker.network))
        return {key: most for key, most in zip(keys, self._most, strict=True) if key[1] and most is not None}

    @contextmanager
    def _admitted(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise TooBusyError
        try:
            if not self._work.acquire(timeout=self._patience):
                raise TooBusyError
            try:
                yield
            finally:
                self._work.release()
        finally:
            self._room.release()
