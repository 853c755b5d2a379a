"""Costly work in turn: so many at once, so many who wait a moment, and the rest are told to come back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooBusyError(Exception):
    """Too many do this work at once; it can be asked again in a few seconds."""


class Turns:
    """The turns of one process: `at_once` threads at work, `waiting` more for `patience` seconds at most."""

    def __init__(self, at_once: int, waiting: int, patience: float) -> None:
        self._room = threading.BoundedSemaphore(at_once + waiting)
        self._work = threading.BoundedSemaphore(at_once)
        self._patience = patience
        self._mine = threading.local()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a turn, or the one this thread holds already. Raises TooBusyError, before anything is done."""
        if getattr(self._mine, "held", False):
            yield
            return
        with self._admitted():
            self._mine.held = True
            try:
                yield
            finally:
                self._mine.held = False

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
