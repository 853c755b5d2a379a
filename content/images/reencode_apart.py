"""The re-encoding of a picture in a process of its own: a file made to be decoded for hours stops nothing else."""

from typing import Any, BinaryIO

import structlog
from django.core.files.base import File

from content.images.reencode import TooManyPixelsError, UnreadableImageError
from content.images.reencoding_process import TOO_MANY_PIXELS, UNREADABLE
from lib.apart import StoppedError, run_apart
from lib.bounds import Bounds

PROCESS = "content.images.reencoding_process"
# A picture of 24 million pixels is held three times, and takes two seconds.
BOUNDS = Bounds(memory=1024 * 1024 * 1024, processor=10)
ANSWERS = frozenset({0, TOO_MANY_PIXELS, UNREADABLE})
logger = structlog.get_logger("entrepairs.images")


def reencoded_apart(file: File[Any] | BinaryIO) -> bytes:
    """Return what `reencoded` makes of a picture. Raises TooManyPixelsError and UnreadableImageError as it does.

    A picture that takes more memory or time than it may have is unreadable.
    """
    file.seek(0)
    try:
        code, answer = run_apart(PROCESS, content=file.read(), bounds=BOUNDS, answers=ANSWERS)
    except StoppedError as stopped:
        logger.warning("a picture was too much to decode", code=str(stopped))
        raise UnreadableImageError(str(stopped)) from stopped
    if code == TOO_MANY_PIXELS:
        raise TooManyPixelsError
    if code == UNREADABLE:
        raise UnreadableImageError
    return answer
