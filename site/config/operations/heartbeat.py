"""The worker's last round, for probes: nothing else on a page tells that no worker runs.

Kept in the cache that every process shares: a worker and a server on two machines see the same.
"""

import time
from enum import StrEnum

from django.conf import settings
from django.core.cache import cache

KEY = "worker_round"
KEPT = 7 * 24 * 3600  # seconds
LATE = 5 * 60  # seconds without a round, one being due each minute


class WorkerState(StrEnum):
    """How the worker is."""

    OK = "ok"
    FAILING = "failing"  # its last round left something undone
    LATE = "late"
    UNKNOWN = "unknown"  # no round is known: none was ever made, or the cache was emptied
    NOT_NEEDED = "not needed"  # WORKER=0


def beat(*, done: bool) -> None:
    """Note that a round has just ended, and whether all of it was done."""
    cache.set(KEY, (time.time(), done), KEPT)


def state() -> WorkerState:
    """Return how the worker is."""
    if "immediate" in settings.TASKS["worker"]["BACKEND"]:
        return WorkerState.NOT_NEEDED
    last = cache.get(KEY)
    if last is None:
        return WorkerState.UNKNOWN
    when, done = last
    if time.time() - when > LATE:
        return WorkerState.LATE
    return WorkerState.OK if done else WorkerState.FAILING
