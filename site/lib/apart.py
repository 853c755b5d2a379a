"""Work on bytes of strangers in a process of its own, whose time and memory the system bounds.

A file made to open into more than it says, or to be read for hours, stops nothing else. The process has nothing of the
site but its code: no settings, no keys, no database.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from lib.bounds import Bounds
from lib.turns import Turns

PATIENCE = 60  # seconds of clock: a busy machine takes longer to give the processor that one may use
turns = Turns(at_once=1, waiting=3, patience=20)  # seconds; tools/gunicorn.conf.py gives a process eight threads


class StoppedError(Exception):
    """The process asked for more memory or time than it may have; its word is the exit code, or « time »."""


def run_apart(
    module: str, *words: str, content: bytes, bounds: Bounds, answers: frozenset[int] = frozenset({0})
) -> tuple[int, bytes]:
    """Run a module of ours on `content`, from its input to its output; return its exit code, of `answers`, and that.

    The module begins with `keep_within_bounds`. One runs at a time on this machine: the memory that one may use is
    there once. Raises StoppedError for any other exit code, and TooBusyError when too many wait.
    """
    command = [sys.executable, "-s", "-m", module, *map(str, bounds), *words]
    try:
        with turns.one(), _alone_on_this_machine():
            done = subprocess.run(  # noqa: S603 - our own module, and words that it knows
                command,
                input=content,
                capture_output=True,
                cwd=settings.BASE_DIR,
                env={"PYTHONPATH": str(settings.BASE_DIR / "site")},
                timeout=PATIENCE,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise StoppedError("time") from error
    if done.returncode not in answers:
        raise StoppedError(str(done.returncode))
    return done.returncode, done.stdout


@contextmanager
def _alone_on_this_machine() -> Iterator[None]:
    """Wait for what another process of the site runs."""
    folder = os.open(settings.VAR_DIR, os.O_RDONLY)  # a lock on the folder itself: nothing is written on a full disk
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
