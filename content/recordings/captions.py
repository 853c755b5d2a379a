"""Subtitles in WebVTT, read whole and written again: times in order, words, and nothing else. Pure.

Comments, styles, regions and names of cues are not kept: they may name people, and no player needs them.
"""

import re

from content.recordings.refusals import NO_CUES, NOT_UTF_8, NOT_WEBVTT, TOO_MANY_CUES, RefusedRecordingError

MOST_SIGNS = 100_000  # the most that a field of the admin takes
MOST_CUES = 2_000
_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}((?:[ \t]+[a-z]+:[\w%.,-]+)*)[ \t]*", re.ASCII)
_HEADER = re.compile(r"WEBVTT(?:[ \t][^\n]*)?\n")
_ABOUT = re.compile(r"(?:(?!.*-->).+(?:\n|$))*")  # what follows the first line, up to an empty one
_NOT_KEPT = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)", re.MULTILINE)


def decoded(content: bytes) -> str:
    """Return the words of a file of subtitles. Raises RefusedRecordingError."""
    if len(content) > 4 * MOST_SIGNS:
        raise RefusedRecordingError(TOO_MANY_CUES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedRecordingError(NOT_UTF_8) from error


def cleaned(text: str) -> str:
    """Return the subtitles in one plain form. Raises RefusedRecordingError, which says where the first fault is.

    >>> cleaned("WEBVTT - par Paul\\r\\n\\r\\nNOTE à revoir\\r\\n\\r\\n1\\r\\n00:00.000 --> 00:02.500\\r\\nBonjour.")
    'WEBVTT\\n\\n00:00:00.000 --> 00:00:02.500\\nBonjour.\\n'
    """
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if len(plain) > MOST_SIGNS:
        raise RefusedRecordingError(TOO_MANY_CUES)
    header = _HEADER.match(plain + "\n")
    if header is None:
        raise RefusedRecordingError(NOT_WEBVTT)
    about = _ABOUT.match(plain, header.end())
    blocks = [each.strip("\n") for each in re.split(r"\n{2,}", plain[about.end() if about else header.end() :])]
    written, last = list[str](), 0
    for block in blocks:
        if not block.strip() or _NOT_KEPT.match(block):
            continue
        if len(written) == MOST_CUES:
            raise RefusedRecordingError(TOO_MANY_CUES)
        starts, cue = _cue(block, len(written) + 1, last)
        written.append(cue)
        last = starts
    if not written:
        raise RefusedRecordingError(NO_CUES)
    return "\n\n".join(["WEBVTT", *written]) + "\n"


def _cue(block: str, number: int, last: int) -> tuple[int, str]:
    """Return the start of a cue in milliseconds, and the cue; it may not begin before the one above, at `last`."""
    lines = block.split("\n")
    if "-->" not in lines[0] and len(lines) > 1:
        del lines[0]  # the name of the cue
    times = _TIMES.fullmatch(lines[0])
    if times is None:
        raise RefusedRecordingError(
            f"Sous-titres, passage {number} : les heures ne se lisent pas. "
            "Écrivez-les ainsi : 00:00:01.000 --> 00:00:04.000"
        )
    starts, ends = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:8])
    if ends <= starts:
        raise RefusedRecordingError(f"Sous-titres, passage {number} : il finit avant de commencer.")
    if starts < last:
        raise RefusedRecordingError(f"Sous-titres, passage {number} : il commence avant celui d’avant.")
    words = [line.strip() for line in lines[1:] if line.strip()]
    if not words or any("-->" in line for line in words):
        raise RefusedRecordingError(f"Sous-titres, passage {number} : il manque le texte, ou une ligne vide après.")
    return starts, "\n".join([f"{_said(starts)} --> {_said(ends)}{times[9]}", *words])


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _said(time: int) -> str:
    seconds, rest = divmod(time, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
