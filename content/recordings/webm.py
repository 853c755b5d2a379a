"""WebM: elements in elements. Those that only describe (tags, title, date, files joined) are blanked in place. Pure.

Nothing moves: the tables that say where each part is stay true. What is blanked becomes « Void », which players skip.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from content.recordings import vorbis
from content.recordings.kinds import Cleaned
from content.recordings.refusals import (
    EMPTY,
    NO_PICTURES,
    OTHER_CODEC,
    OTHER_TRACK,
    TOO_LARGE,
    UNREADABLE,
    RefusedRecordingError,
)

HEADER, SEGMENT, CLUSTER, VOID = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0xEC
DOC_TYPE = 0x4282
SEEK_HEAD, SEEK, SEEK_ID, INFO, TRACKS, CUES = 0x114D9B74, 0x4DBB, 0x53AB, 0x1549A966, 0x1654AE6B, 0x1C53BB6B
SCALE, DURATION, WRITERS = 0x2AD7B1, 0x4489, (0x4D80, 0x5741)
TRACK, KIND, CODEC, PICTURE, WIDTH, HEIGHT, PRIVATE, CHECK = 0xAE, 0x83, 0x86, 0xE0, 0xB0, 0xBA, 0x63A2, 0xBF
TIME, BLOCK, GROUP = 0xE7, 0xA3, 0xA0
OF_A_CLUSTER = {TIME, BLOCK, GROUP, 0xAB, 0xA7, VOID, CHECK}
# What is known to be needed to play, by the part that holds it (RFC 9559): another element is blanked, as what was left
# over in one that is empty. Numbers of a track, times, how its sound and pictures are made: no name, no address.
OF_HEADER = dict.fromkeys((0x4286, 0x42F7, 0x42F2, 0x42F3, DOC_TYPE, 0x4287, 0x4285))
OF_CUES = {0xBB: {0xB3: None, 0xB7: dict.fromkeys((0xF7, 0xF1, 0xF0, 0xB2, 0x5378, 0xEA))}}
OF_TRACK = {KIND, CODEC, PICTURE, PRIVATE, 0xE1, 0xD7, 0x73C5, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383}
OF_TRACK |= {0x234E7A, 0x22B59C, 0x22B59D, 0xAA, 0x56AA, 0x56BB, 0x55EE, 0x6D80, 0x23314F}
PICTURES, SOUND = 1, 2
VORBIS = b"A_VORBIS"
CODECS = {PICTURES: (b"V_VP8", b"V_VP9", b"V_AV1"), SOUND: (b"A_OPUS", VORBIS)}
MOST_ELEMENTS = 400_000
LONGEST_ID, LONGEST_SIZE = 4, 8


class Element(NamedTuple):
    """An element: its name, where it begins, where what it holds begins, where it ends (None: it does not say)."""

    name: int
    start: int
    inside: int
    end: int | None


class _Read:
    """What is read of a file as its elements are walked."""

    def __init__(self, content: bytes) -> None:
        self.content = bytearray(content)
        self.left = MOST_ELEMENTS
        self.kinds: list[int] = []
        self.scale, self.length, self.last = 1_000_000, 0.0, 0
        self.width = self.height = 0
        self.has_samples = False

    def at(self, start: int, end: int) -> Element:
        self.left -= 1
        if self.left < 0:
            raise RefusedRecordingError(TOO_LARGE)
        name, after = self._sized(start, LONGEST_ID, keep_mark=True)
        size, inside = self._sized(after, LONGEST_SIZE, keep_mark=False)
        ends = None if size == (1 << 7 * (inside - after)) - 1 else inside + size
        if inside > end or (ends is not None and ends > end):
            raise RefusedRecordingError(UNREADABLE)
        return Element(name, start, inside, ends)

    def _sized(self, at: int, longest: int, *, keep_mark: bool) -> tuple[int, int]:
        """Return a number whose first bit at 1 says its length, and where it ends."""
        if at >= len(self.content):
            raise RefusedRecordingError(UNREADABLE)
        size = 9 - self.content[at].bit_length()
        if size > longest or at + size > len(self.content):
            raise RefusedRecordingError(UNREADABLE)
        number = self.number(at, at + size)
        return (number if keep_mark else number & (1 << 7 * size) - 1), at + size

    def inside(self, start: int, end: int) -> Iterator[tuple[Element, int]]:
        """Yield each element with where it ends; here each must say it."""
        at = start
        while at < end:
            element = self.at(at, end)
            if element.end is None:
                raise RefusedRecordingError(UNREADABLE)
            yield element, element.end
            at = element.end

    def later(self, block: Element) -> int:
        """Return how long after its cluster a block is shown: two bytes after the number of its track."""
        _track, at = self._sized(block.inside, LONGEST_SIZE, keep_mark=False)
        return int.from_bytes(self.content[at : at + 2], "big", signed=True)

    def number(self, start: int, end: int) -> int:
        return int.from_bytes(self.content[start:end], "big")

    def keep(self, start: int, end: int, known: Mapping[int, Any]) -> None:
        """Blank the elements that are not known, inside those that are too."""
        for each, ends in self.inside(start, end):
            if each.name not in known:
                self.blank(each.start, ends)
            elif known[each.name]:
                self.keep(each.inside, ends, known[each.name])

    def blank(self, start: int, end: int) -> None:
        whole = end - start
        head = bytes((VOID, 0x01)) + (whole - 9).to_bytes(7, "big") if whole >= 9 else bytes((VOID, 0x80 | whole - 2))
        self.content[start:end] = head + bytes(whole - len(head))


def is_webm(content: bytes) -> bool:
    """Return whether the bytes begin as a WebM or another Matroska does."""
    return content[:4] == HEADER.to_bytes(4, "big")


def cleaned(content: bytes) -> Cleaned:
    """Return the video with all that describes it blanked. Raises RefusedRecordingError."""
    read = _Read(content)
    head = read.at(0, len(content))
    if head.end is None or not any(
        each.name == DOC_TYPE and read.content[each.inside : end].rstrip(b"\0") == b"webm"
        for each, end in read.inside(head.inside, head.end)
    ):
        raise RefusedRecordingError(OTHER_CODEC)
    read.keep(head.inside, head.end, OF_HEADER)
    segment = read.at(head.end, len(content))
    if segment.name != SEGMENT:
        raise RefusedRecordingError(UNREADABLE)
    end = len(content) if segment.end is None else segment.end
    _segment(read, segment.inside, end)
    if PICTURES not in read.kinds:
        raise RefusedRecordingError(NO_PICTURES if SOUND in read.kinds else EMPTY)
    if not read.has_samples:
        raise RefusedRecordingError(EMPTY)
    seconds = (read.length or read.last) * read.scale / 1_000_000_000
    return Cleaned(bytes(read.content[:end]), "webm", seconds, read.width, read.height)


def _segment(read: _Read, start: int, end: int) -> None:
    at = start
    while at < end:
        element = read.at(at, end)
        if element.name == CLUSTER:
            at = _cluster(read, element.inside, end if element.end is None else element.end)
            continue
        if element.end is None:
            raise RefusedRecordingError(UNREADABLE)
        if element.name in READERS:
            READERS[element.name](read, element.inside, element.end)
        else:
            read.blank(element.start, element.end)
        at = element.end


def _cluster(read: _Read, start: int, end: int) -> int:
    """Read the pictures and sounds of a cluster; return where it ends: at the first part that is none of its own."""
    at, time = start, 0
    while at < end:
        element = read.at(at, end)
        if element.name not in OF_A_CLUSTER or element.end is None:
            return at
        if element.name == TIME:
            time = read.number(element.inside, element.end)
        elif element.name in {BLOCK, GROUP}:
            read.has_samples = True
        elif element.name in {VOID, CHECK}:
            read.blank(element.start, element.end)
        read.last = max(read.last, time + (read.later(element) if element.name == BLOCK else 0))
        at = element.end
    return at


def _info(read: _Read, start: int, end: int) -> None:
    for each, ends in read.inside(start, end):
        if each.name == SCALE:
            read.scale = read.number(each.inside, ends)
        elif each.name == DURATION:
            read.length = _real(read.content[each.inside : ends])
        elif each.name in WRITERS:  # both must be there
            read.content[each.inside : ends] = b" " * (ends - each.inside)
        else:
            read.blank(each.start, ends)


def _real(written: bytearray) -> float:
    if len(written) not in {4, 8}:
        raise RefusedRecordingError(UNREADABLE)
    (number,) = struct.unpack(">f" if len(written) == 4 else ">d", written)
    return number if 0 <= number < 1e15 else 0.0  # what is no number is neither


def _tracks(read: _Read, start: int, end: int) -> None:
    for each, ends in read.inside(start, end):
        if each.name == TRACK:
            _track(read, each.inside, ends)
        else:
            read.blank(each.start, ends)


def _track(read: _Read, start: int, end: int) -> None:
    kind, codec, head = 0, b"", (0, 0)
    for each, ends in read.inside(start, end):
        if each.name == KIND:
            kind = read.number(each.inside, ends)
        elif each.name == CODEC:
            codec = bytes(read.content[each.inside : ends]).rstrip(b"\0")
        elif each.name == PICTURE:
            _size(read, each.inside, ends)
        elif each.name == PRIVATE:
            head = each.inside, ends
        elif each.name not in OF_TRACK:
            read.blank(each.start, ends)
    if kind not in CODECS:
        raise RefusedRecordingError(OTHER_TRACK)
    if codec not in CODECS[kind]:
        raise RefusedRecordingError(OTHER_CODEC)
    if codec == VORBIS and any(head):
        read.content[slice(*head)] = vorbis.without_comments(bytes(read.content[slice(*head)]))
    read.kinds.append(kind)


def _cues(read: _Read, start: int, end: int) -> None:
    read.keep(start, end, OF_CUES)


def _size(read: _Read, start: int, end: int) -> None:
    for each, ends in read.inside(start, end):
        if each.name == WIDTH:
            read.width = min(read.number(each.inside, ends), 65_535)
        elif each.name == HEIGHT:
            read.height = min(read.number(each.inside, ends), 65_535)


def _seek_head(read: _Read, start: int, end: int) -> None:
    """Blank the entries that lead to what was blanked."""
    for each, ends in read.inside(start, end):
        leads_to = (
            [read.number(part.inside, stop) for part, stop in read.inside(each.inside, ends) if part.name == SEEK_ID]
            if each.name == SEEK
            else []
        )
        if not set(leads_to) & {INFO, TRACKS, CUES, CLUSTER}:
            read.blank(each.start, ends)


READERS = {INFO: _info, TRACKS: _tracks, SEEK_HEAD: _seek_head, CUES: _cues}
