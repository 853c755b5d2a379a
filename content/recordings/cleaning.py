"""The cleaning of recordings: what the site serves says nothing of who made it, when, where or on what.

Nothing is decoded: containers are read, what describes is taken out or blanked, and the sound and the pictures stay as
they were recorded. The kind is what the bytes say, whatever the name of the file.
"""

from content.recordings import mp3, mp4, wav, webm
from content.recordings.kinds import AUDIO, ENDINGS, LONGEST, Cleaned
from content.recordings.refusals import (
    EMPTY,
    IS_A_VIDEO,
    NO_PICTURES,
    NOT_A_SOUND,
    NOT_A_VIDEO,
    TOO_LARGE,
    TOO_LONG,
    UNREADABLE,
    RefusedRecordingError,
)

READERS = (
    (wav.is_wav, wav.cleaned),
    (mp4.is_mp4, mp4.cleaned),
    (webm.is_webm, webm.cleaned),
    (mp3.is_mp3, mp3.cleaned),
)


def cleaned(kind: str, content: bytes) -> Cleaned:
    """Return a sound or a video, as `kind` says, without what it says of people. Raises RefusedRecordingError."""
    if not content:
        raise RefusedRecordingError(EMPTY)
    reader = next((read for recognised, read in READERS if recognised(content)), None)
    if reader is None:
        raise RefusedRecordingError(NOT_A_SOUND if kind == AUDIO else NOT_A_VIDEO)
    try:
        found = reader(content)
    except RefusedRecordingError:
        raise
    except MemoryError as error:
        raise RefusedRecordingError(TOO_LARGE) from error
    except Exception as error:  # a damaged file makes the readers raise about any exception there is
        raise RefusedRecordingError(UNREADABLE) from error
    if found.ending not in ENDINGS[kind]:
        raise RefusedRecordingError(IS_A_VIDEO if kind == AUDIO else NO_PICTURES)
    if found.seconds > LONGEST:
        raise RefusedRecordingError(TOO_LONG)
    return found
