"""The head of a sound in Vorbis, as WebM keeps it: three packets; the second holds names, titles, places. Pure.

https://xiph.org/vorbis/doc/Vorbis_I_spec.html, section 5; the sizes before the packets: « A_VORBIS » of
https://www.matroska.org/technical/codec_specs.html
"""

import struct

from content.recordings.refusals import UNREADABLE, RefusedRecordingError

COMMENTS = b"\x03vorbis"
LEAST = len(COMMENTS) + 9  # the size of the name of the program, how many comments, the bit that ends them


def without_comments(head: bytes) -> bytes:
    """Return the head, as long as it was, without comments nor program. Raises RefusedRecordingError."""
    start, end = _second(head)
    size = end - start
    if size < LEAST or head[start : start + len(COMMENTS)] != COMMENTS:
        raise RefusedRecordingError(UNREADABLE)
    nothing = COMMENTS + struct.pack("<I", size - LEAST) + b" " * (size - LEAST) + struct.pack("<IB", 0, 1)
    return head[:start] + nothing + head[end:]


def _second(head: bytes) -> tuple[int, int]:
    """Return where the second packet begins and ends: before the three, the size of all but the last is said."""
    at, sizes = 1, list[int]()
    if head[:1] != b"\2":
        raise RefusedRecordingError(UNREADABLE)
    for _ in range(2):
        size = 0
        while head[at] == 0xFF:  # 255 as long as more follows
            size, at = size + 0xFF, at + 1
        sizes.append(size + head[at])
        at += 1
    start = at + sizes[0]
    if start + sizes[1] > len(head):
        raise RefusedRecordingError(UNREADABLE)
    return start, start + sizes[1]
