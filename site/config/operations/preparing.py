"""What `prepare` needs before its first step: a private folder, and its turn."""

import fcntl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.db import DatabaseError, connection

LOCK = 0x656E7472  # one number for every machine on the database: « entr »
PRIVATE = 0o700
WAITING = "Another `prepare` is at work: waiting for it…"


class FolderError(Exception):
    """The private folder cannot be used; the sentence says why."""


def make_private(folder: Path) -> None:
    """Make a folder for its owner alone, and write in it once. Raises FolderError when this cannot be done."""
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=PRIVATE)
        with tempfile.TemporaryFile(dir=folder):
            pass
        _close_to_others(folder)
    except OSError as error:
        raise FolderError(f"VAR_DIR, {folder}, cannot be written: {error.strerror}.") from error


def _close_to_others(folder: Path) -> None:
    """Take from others what they could do in a folder of ours; a folder that is another user's keeps its rights."""
    try:
        folder.chmod(folder.stat().st_mode & PRIVATE)
    except PermissionError:
        return


@contextmanager
def one_at_a_time(folder: Path, say: Callable[[str], object]) -> Iterator[None]:
    """Wait until no other process prepares this site, on this machine or, on PostgreSQL, on any.

    Say so when it waits. The locks end with the process, however it ends.
    """
    with (folder / "preparing.lock").open("w") as file:
        _take_file(file, say)
        if connection.vendor != "postgresql":
            yield
            return
        _take_database(say)
        try:
            yield
        finally:
            with suppress(DatabaseError):  # in a transaction that failed: the lock ends with the process
                _ask("SELECT pg_advisory_unlock(%s)")


def _take_file(file: IO[str], say: Callable[[str], object]) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say(WAITING)
        fcntl.flock(file, fcntl.LOCK_EX)


def _take_database(say: Callable[[str], object]) -> None:
    if not _ask("SELECT pg_try_advisory_lock(%s)"):
        say(WAITING)
        _ask("SELECT pg_advisory_lock(%s)")


def _ask(query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, [LOCK])
        return bool(cursor.fetchone()[0])
