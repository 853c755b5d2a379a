"""MP3: a row of frames. What stands around them (ID3, APE, Lyrics: names, pictures, places) is not kept. Pure."""

import re

from content.recordings.kinds import Cleaned
from content.recordings.refusals import EMPTY, UNREADABLE, RefusedRecordingError

FEWEST = 2  # frames
MOST_LOST = 64 * 1024  # bytes between frames: past that, it is no MP3
BITRATES = {  # kilobits a second of layer III, by version
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}  # by version bits
# In a first frame without sound, the version of the program: its first letters say how to read what follows.
FIRST = (b"Xing", b"Info")
PROGRAM = re.compile(rb"(LAME|Lav[cf])[\d.]{1,5}")


def is_mp3(content: bytes) -> bool:
    """Return whether the bytes begin as an MP3 does."""
    return content.startswith(b"ID3") or _frame(content, 0) is not None


def cleaned(content: bytes) -> Cleaned:
    """Return the frames alone. Raises RefusedRecordingError when there are hardly any."""
    kept, at, lost, seconds, after = list[bytes](), _after_tags(content), 0, 0.0, 0
    while at < len(content) - 4:
        found = _frame(content, at)
        # The first one of a row is followed by another: the bytes of a tag look like one frame, not like two.
        if found and at + found[0] <= len(content) and (at == after or _frame(content, at + found[0])):
            kept.append(content[at : at + found[0]])
            seconds += found[1]
            at = after = at + found[0]
            continue
        following = content.find(b"\xff", at + 1)
        if following < 0:
            break
        lost += following - at
        if lost > MOST_LOST:
            break
        at = following
    if len(kept) < FEWEST:
        raise RefusedRecordingError(UNREADABLE if content.strip(b"\0") else EMPTY)
    if any(word in kept[0][:64] for word in FIRST):
        kept[0] = PROGRAM.sub(lambda found: found[1].ljust(len(found[0])), kept[0])
    return Cleaned(b"".join(kept), "mp3", seconds)


def _after_tags(content: bytes) -> int:
    """Return where the tags at the beginning end; each says its size."""
    at = 0
    while content[at : at + 3] == b"ID3" and len(content) >= at + 10:
        size = 0
        for byte in content[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if content[at + 5] & 0x10 else 0)
    return at


def _frame(content: bytes, at: int) -> tuple[int, float] | None:
    """Return the size in bytes and the seconds of the frame that begins here; None when none does."""
    head = int.from_bytes(content[at : at + 4], "big")
    version, layer, bitrate, rate = head >> 19 & 3, head >> 17 & 3, head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version == 1 or layer != 1 or bitrate in {0, 15} or rate == 3:
        return None
    samples, hertz = (1152 if version == 3 else 576), RATES[version][rate]
    bits = BITRATES[1 if version == 3 else 2][bitrate] * 1000
    return samples // 8 * bits // hertz + (head >> 9 & 1), samples / hertz
