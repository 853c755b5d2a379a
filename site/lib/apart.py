"""Work in a process of its own, whose time and memory the system bounds: the bytes of strangers, a document to print.

What opens into more than it says, or is read for hours, stops nothing else. The process has nothing of the
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
    """The process ended otherwise than by an answer: most often it wanted more memory or time than it may have.

    Its word is the exit code, or « time »; `said` is the end of what it wrote of errors.
    """

    def __init__(self, code: str, said: bytes = b"") -> None:
        super().__init__(code)
        self.said = said.decode(errors="replace")[-2000:]


def run_apart(module: str, *words: str, content: bytes, bounds: Bounds, answers: frozenset[int]) -> tuple[int, bytes]:
    """Return what `run_bounded` does, one at a time on this machine: the memory that one may use is there once.

    Raises StoppedError, and TooBusyError when too many wait.
    """
    with turns.one(), _alone_on_this_machine():
        return run_bounded(module, *words, content=content, bounds=bounds, answers=answers)


def run_bounded(
    module: str, *words: str, content: bytes, bounds: Bounds, answers: frozenset[int] = frozenset({0}), **environ: str
) -> tuple[int, bytes]:
    """Run a module of ours on `content`, from its input to its output; return its exit code, of `answers`, and that.

    The module begins with `keep_within_bounds`. Raises StoppedError for any other exit code.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and words that it knows
            [sys.executable, "-s", "-m", module, *map(str, bounds), *words],
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env={"PYTHONPATH": str(settings.BASE_DIR / "site"), **environ},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise StoppedError("time") from error
    if done.returncode not in answers:
        raise StoppedError(str(done.returncode), done.stderr)
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
