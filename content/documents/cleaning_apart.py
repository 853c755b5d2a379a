"""The cleaning of a document in a process of its own: a file made to open into more than it says stops nothing else."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

import structlog
from django.conf import settings

from content.documents.cleaning import CLEANERS
from content.documents.cleaning_process import REFUSED
from content.documents.refusals import TOO_LARGE, UNREADABLE, RefusedDocumentError

PATIENCE = 60  # seconds of clock: a busy machine takes longer to give the processor that a document may use
logger = structlog.get_logger("entrepairs.documents")


def cleaned_apart(name: str, content: bytes) -> bytes:
    """Return a document of this name without what it says of people. Raises RefusedDocumentError.

    A document that takes more memory or time than it may have is refused as too large.
    """
    kind = PurePath(name).suffix.lower()
    if kind not in CLEANERS:
        raise RefusedDocumentError(UNREADABLE)
    command = [sys.executable, "-s", "-m", "content.documents.cleaning_process", f"document{kind}"]
    try:
        with _one_at_a_time():
            done = subprocess.run(  # noqa: S603 - our own module, and a kind that it knows
                command,
                input=content,
                capture_output=True,
                cwd=settings.BASE_DIR,
                env={},
                timeout=PATIENCE,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise RefusedDocumentError(TOO_LARGE) from error
    if done.returncode == REFUSED:
        raise RefusedDocumentError(done.stdout.decode())
    if done.returncode:
        logger.warning("a document was too large to clean", code=done.returncode)
        raise RefusedDocumentError(TOO_LARGE)
    return done.stdout


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait for the document of another request: the memory that one may use is there once."""
    folder = os.open(settings.VAR_DIR, os.O_RDONLY)  # a lock on the folder itself: nothing is written on a full disk
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
