"""The cleaning of a recording in a process of its own: a file made to be read for hours stops nothing else."""

import json

import structlog

from content.recordings.cleaning_process import REFUSED
from content.recordings.kinds import Cleaned
from content.recordings.refusals import TOO_LARGE, RefusedRecordingError
from lib.apart import StoppedError, run_apart
from lib.bounds import Bounds

PROCESS = "content.recordings.cleaning_process"
ANSWERS = frozenset({0, REFUSED})
BOUNDS = Bounds(memory=512 * 1024 * 1024, processor=10)  # a recording of 30 MB is held three times
logger = structlog.get_logger("entrepairs.recordings")


def cleaned_apart(kind: str, content: bytes) -> Cleaned:
    """Return what `cleaned` makes of a sound or a video. Raises RefusedRecordingError as it does.

    A recording that takes more memory or time than it may have is refused as too large.
    """
    try:
        code, answer = run_apart(PROCESS, kind, content=content, bounds=BOUNDS, answers=ANSWERS)
    except StoppedError as stopped:
        logger.warning("a recording was too large to clean", code=str(stopped))
        raise RefusedRecordingError(TOO_LARGE) from stopped
    if code == REFUSED:
        raise RefusedRecordingError(answer.decode())
    read, _, recording = answer.partition(b"\n")
    return Cleaned(recording, *json.loads(read))
