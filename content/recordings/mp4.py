"""MP4 and M4A: boxes in boxes. Those that only describe (name, place, date, pictures) are blanked in place. Pure.

Nothing moves, so that the tables which say where each picture and each sound is stay true. A box that is not known to
be needed becomes a box of zeros, « free »: players skip it.
"""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from content.recordings.kinds import Cleaned
from content.recordings.refusals import (
    EMPTY,
    OTHER_CODEC,
    OTHER_TRACK,
    TOO_LARGE,
    UNREADABLE,
    RefusedRecordingError,
)

PICTURES, SOUND = b"vide", b"soun"
CODECS = {PICTURES: {b"avc1", b"avc3"}, SOUND: {b"mp4a", b".mp3"}}  # what browsers of old tablets play
INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"mvex", b"moof", b"traf"}
KEPT = {
    *(b"ftyp", b"styp", b"mdat", b"sidx", b"mvhd", b"tkhd", b"elst", b"mdhd", b"hdlr", b"elng"),
    *(b"vmhd", b"smhd", b"dref", b"stsd", b"stts", b"ctts", b"stss", b"stsz", b"stz2", b"stsc", b"stco", b"co64"),
    *(b"sdtp", b"sbgp", b"sgpd", b"cslg", b"trex", b"mehd", b"mfhd", b"tfhd", b"tfdt", b"trun"),
}
# How pictures and sounds are coded, what their colours and their sides are; not what else a camera says there.
OF_A_CODEC = {
    b"avcC",
    b"esds",
    b"btrt",
    b"colr",
    b"pasp",
    b"clap",
    b"fiel",
    b"chan",
    b"chnl",
    b"wave",
    b"srat",
    b"m4ds",
}
BEFORE = {PICTURES: 78, SOUND: 28}  # bytes of an entry of « stsd » before the boxes in it
CAMERA, CAMERA_NAME = slice(12, 16), slice(42, 74)  # in these: who makes the program, its name with its length before
# A message inside of the pictures (ITU-T H.264, D.1.7), alone in its unit: camcorders write a day and a place in it.
MESSAGE = re.compile(rb"\x06\x05(\xff*+)([^\xff])", re.DOTALL)
LEAST_OF_A_MESSAGE, LONGEST_MESSAGE = 16, 64 * 1024
MOST_BOXES, MOST_DEEP = 20_000, 8


class Box(NamedTuple):
    """A box: its name, where it begins, where what it holds begins, where it ends."""

    name: bytes
    start: int
    inside: int
    end: int


class _Read:
    """What is read of a file as its boxes are walked."""

    def __init__(self, content: bytes) -> None:
        self.content = bytearray(content)
        self.left = MOST_BOXES
        self.kinds: list[bytes] = []
        self.seconds = 0.0
        self.width = self.height = 0
        self.has_samples = False

    def walk(self, start: int, end: int, deep: int = 0) -> None:
        if deep > MOST_DEEP:
            raise RefusedRecordingError(UNREADABLE)
        for box in self.boxes(start, end):
            if box.name in INSIDE:
                self.walk(box.inside, box.end, deep + 1)
            elif box.name in KEPT:
                READERS.get(box.name, _nothing)(self, box)
            else:
                self.blank(box)

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        at = start
        while at + 8 <= end:
            self.left -= 1
            if self.left < 0:
                raise RefusedRecordingError(TOO_LARGE)
            box = self.box_at(at, end)
            yield box
            at = box.end
        self.content[at:end] = bytes(end - at)

    def box_at(self, at: int, end: int) -> Box:
        size, name = struct.unpack_from(">I4s", self.content, at)
        inside = at + 8
        if size == 1:
            size = struct.unpack_from(">Q", self.content, inside)[0]
            inside += 8
        ends = at + size if size else end
        if not inside <= ends <= end:
            raise RefusedRecordingError(UNREADABLE)
        return Box(name, at, inside, ends)

    def blank(self, box: Box) -> None:
        self.content[box.start + 4 : box.start + 8] = b"free"
        self.content[box.inside : box.end] = bytes(box.end - box.inside)

    def fill(self, start: int, end: int, sign: bytes = b"\0") -> None:
        self.content[start:end] = sign * (end - start)

    def number(self, at: int, size: int = 4) -> int:
        return int.from_bytes(self.content[at : at + size], "big")


def is_mp4(content: bytes) -> bool:
    """Return whether the bytes begin as an MP4 or an M4A does; a film of QuickTime is another kind."""
    return content[4:8] == b"ftyp" and content[8:12] != b"qt  "


def cleaned(content: bytes) -> Cleaned:
    """Return the recording with all that describes it blanked. Raises RefusedRecordingError."""
    read = _Read(content)
    read.walk(0, len(content))
    if not read.kinds or not read.has_samples:
        raise RefusedRecordingError(EMPTY)
    ending = "mp4" if PICTURES in read.kinds else "m4a"
    return Cleaned(bytes(read.content), ending, read.seconds, read.width, read.height)


def _nothing(read: _Read, box: Box) -> None:
    """A box that says nothing of people, and nothing that is asked."""


def _sample_data(read: _Read, box: Box) -> None:
    read.has_samples = read.has_samples or box.end > box.inside
    for found in MESSAGE.finditer(read.content, box.inside, box.end):
        _clear_message(read, found, box.end)


def _clear_message(read: _Read, found: re.Match[bytes], end: int) -> None:
    """Put spaces in a message of the pictures, when its unit says the same length: else it only looks like one."""
    size, head, at = 0xFF * len(found[1]) + found[2][0], len(found[0]), found.start()
    unit = read.number(at - 4)  # with more zeros inside than it says, none of which stays
    last = at + unit - 1
    if not LEAST_OF_A_MESSAGE <= size <= LONGEST_MESSAGE or not head + size < unit <= head + size + size // 2 + 1:
        return
    if last < end and read.content[last] == 0x80:
        read.fill(at + head, last, b" ")


def _movie(read: _Read, box: Box) -> None:
    scale, length = _times(read, box)
    read.seconds = max(read.seconds, length / scale if scale else 0)


def _times(read: _Read, box: Box) -> tuple[int, int]:
    """Blank the days of making and changing; return the scale and the length of a movie or of a track."""
    is_long = read.number(box.inside, 1) == 1
    size = 8 if is_long else 4
    at = box.inside + 4
    if at + 2 * size + 4 + size > box.end:
        raise RefusedRecordingError(UNREADABLE)
    read.content[at : at + 2 * size] = bytes(2 * size)
    return read.number(at + 2 * size), read.number(at + 2 * size + 4, size)


def _media(read: _Read, box: Box) -> None:
    _times(read, box)


def _track(read: _Read, box: Box) -> None:
    _times(read, box)
    read.width = max(read.width, read.number(box.end - 8, 2))
    read.height = max(read.height, read.number(box.end - 4, 2))


def _handler(read: _Read, box: Box) -> None:
    kind = bytes(read.content[box.inside + 8 : box.inside + 12])
    if kind not in CODECS:
        raise RefusedRecordingError(OTHER_TRACK)
    read.kinds.append(kind)
    read.fill(min(box.inside + 12, box.end), box.end)  # who made the program, its name, often that of the machine


def _codec(read: _Read, box: Box) -> None:
    kind = read.kinds[-1] if read.kinds else b""
    for entry in read.boxes(box.inside + 8, box.end):
        if entry.name not in CODECS.get(kind, set()):
            raise RefusedRecordingError(OTHER_CODEC)
        _entry(read, entry, kind, is_old=not read.number(box.inside, 1))


def _entry(read: _Read, entry: Box, kind: bytes, *, is_old: bool) -> None:
    """Blank the camera or the program that coded, and the boxes of an entry that no player needs."""
    inside = entry.inside + BEFORE[kind]
    if kind == SOUND and is_old:  # QuickTime wrote more before the boxes
        inside += {1: 16, 2: 36}.get(read.number(entry.inside + 8, 2), 0)
    if inside > entry.end:
        raise RefusedRecordingError(UNREADABLE)
    for said in (CAMERA, CAMERA_NAME)[: 2 if kind == PICTURES else 1]:
        read.fill(entry.inside + said.start, entry.inside + said.stop)
    for box in read.boxes(inside, entry.end):
        if box.name not in OF_A_CODEC:
            read.blank(box)


def _elsewhere(read: _Read, box: Box) -> None:
    """Refuse a recording whose pictures are in another file, which is named by its path."""
    for entry in read.boxes(box.inside + 8, box.end):
        if not read.number(entry.inside, 4) & 1:
            raise RefusedRecordingError(UNREADABLE)
        read.fill(entry.inside + 4, entry.end)  # a path all the same


READERS = {
    b"mdat": _sample_data,
    b"mvhd": _movie,
    b"mdhd": _media,
    b"tkhd": _track,
    b"hdlr": _handler,
    b"stsd": _codec,
    b"dref": _elsewhere,
}
