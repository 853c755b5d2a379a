"""WAV: chunks by their names. The description of the sound and the sound are kept, nothing else. Pure."""

import struct

from content.recordings.kinds import Cleaned
from content.recordings.refusals import EMPTY, OTHER_CODEC, UNREADABLE, RefusedRecordingError

WHOLE_NUMBERS, FLOATING, EXTENDED = 1, 3, 0xFFFE
MOST_CHUNKS = 1_000


def is_wav(content: bytes) -> bool:
    """Return whether the bytes begin as a WAV does."""
    return content[:4] == b"RIFF" and content[8:12] == b"WAVE"


def cleaned(content: bytes) -> Cleaned:
    """Return the sound with its description alone. Raises RefusedRecordingError."""
    chunks = _chunks(content)
    described, sound = chunks.get(b"fmt ", b""), chunks.get(b"data", b"")
    if len(described) < 16:
        raise RefusedRecordingError(UNREADABLE)
    how, channels, hertz, _a_second, step, _bits = struct.unpack_from("<HHIIHH", described)
    if how not in {WHOLE_NUMBERS, FLOATING, EXTENDED} or not 1 <= channels <= 8:
        raise RefusedRecordingError(OTHER_CODEC)
    if not (1_000 <= hertz <= 400_000 and step):
        raise RefusedRecordingError(UNREADABLE)
    if not sound:
        raise RefusedRecordingError(EMPTY)
    inside = b"WAVE" + _chunk(b"fmt ", _format(described, how)) + _chunk(b"data", sound)
    return Cleaned(_chunk(b"RIFF", inside), "wav", len(sound) / (hertz * step))


def _format(described: bytes, how: int) -> bytes:
    """Return what describes the sound, without what a program adds after it."""
    return described[: {WHOLE_NUMBERS: 16, FLOATING: 16}.get(how, 40)]


def _chunks(content: bytes) -> dict[bytes, bytes]:
    """Return the first chunk of each name; a recorder that was cut leaves no size, and the rest is the sound."""
    found: dict[bytes, bytes] = {}
    at = 12
    for _ in range(MOST_CHUNKS):
        if at + 8 > len(content):
            break
        name, size = struct.unpack_from("<4sI", content, at)
        if name == b"data" and (size == 0xFFFFFFFF or (size == 0 and not _are_chunks(content, at + 8))):
            size = len(content) - at - 8
        if name in {b"fmt ", b"data"}:
            found.setdefault(name, content[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return found


def _are_chunks(content: bytes, at: int) -> bool:
    """Return whether what follows is a row of chunks to the end: what describes an empty sound is no sound."""
    for _ in range(MOST_CHUNKS):
        if at + 8 > len(content):
            break
        (size,) = struct.unpack_from("<I", content, at + 4)
        at += 8 + size + size % 2
    return at == len(content)


def _chunk(name: bytes, inside: bytes) -> bytes:
    return name + struct.pack("<I", len(inside)) + inside + b"\0" * (len(inside) % 2)
