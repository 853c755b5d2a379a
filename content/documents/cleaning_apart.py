"""The cleaning of a document in a process of its own: a file made to open into more than it says stops nothing else."""

from pathlib import PurePath

import structlog

from content.documents.cleaning import CLEANERS
from content.documents.cleaning_process import REFUSED
from content.documents.refusals import TOO_LARGE, UNREADABLE, RefusedDocumentError
from lib.apart import StoppedError, run_apart
from lib.bounds import Bounds

PROCESS = "content.documents.cleaning_process"
ANSWERS = frozenset({0, REFUSED})
BOUNDS = Bounds(memory=512 * 1024 * 1024, processor=10)  # of which Python and the readers take 60 MB
logger = structlog.get_logger("entrepairs.documents")


def cleaned_apart(name: str, content: bytes) -> bytes:
    """Return a document of this name without what it says of people. Raises RefusedDocumentError.

    A document that takes more memory or time than it may have is refused as too large.
    """
    kind = PurePath(name).suffix.lower()
    if kind not in CLEANERS:
        raise RefusedDocumentError(UNREADABLE)
    try:
        code, answer = run_apart(PROCESS, f"document{kind}", content=content, bounds=BOUNDS, answers=ANSWERS)
    except StoppedError as stopped:
        logger.warning("a document was too large to clean", code=str(stopped))
        raise RefusedDocumentError(TOO_LARGE) from stopped
    if code == REFUSED:
        raise RefusedDocumentError(answer.decode())
    return answer
