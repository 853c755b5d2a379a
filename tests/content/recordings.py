"""Sounds, videos and subtitles made for the tests, byte by byte: no program that encodes is needed."""

import math
import struct
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from content.models import SiteRecording
from courses.models import LessonPage

NAME = "Jeanne Secret"
PLACE = b"+49.1829-000.3707/"
WORDS = "Bonjour à tout le monde."
SUBTITLES = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nBonjour à tout le monde.\n"


def wav(seconds: float = 1.0, hertz: int = 8_000, *, described: bool = True) -> bytes:
    """Return a note that plays, in 16 bits; `described` adds the chunks that name people."""
    count = int(seconds * hertz)
    samples = b"".join(struct.pack("<h", int(9_000 * math.sin(step / 5))) for step in range(count))
    chunks = [b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, hertz, hertz * 2, 2, 16)]
    if described:
        said = b"IART" + struct.pack("<I", len(NAME)) + NAME.encode() + b"\0" * (len(NAME) % 2)
        chunks.append(b"LIST" + struct.pack("<I", 4 + len(said)) + b"INFO" + said)
        chunks.append(b"bext" + struct.pack("<I", 256) + NAME.encode().ljust(256, b"\0"))
    chunks.append(b"data" + struct.pack("<I", len(samples)) + samples)
    inside = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def frame(*, silent: bool = True) -> bytes:
    """Return one frame of MP3: 128 kbit/s, 44,100 Hz, one channel, 417 bytes."""
    return b"\xff\xfb\x90\xc4" + (b"\0" if silent else b"\x55") * 413


def id3(size: int = 300) -> bytes:
    """Return a tag that names a person and a place, as phones and programs write at the beginning."""
    said = b"TPE1" + struct.pack(">IH", len(NAME) + 1, 0) + b"\3" + NAME.encode()
    said += b"TXXX" + struct.pack(">IH", len(PLACE) + 1, 0) + b"\3" + PLACE
    said = said.ljust(size, b"\0")
    return b"ID3\4\0\0" + bytes(size >> 7 * step & 0x7F for step in (3, 2, 1, 0)) + said


def mp3(frames: int = 40, *, described: bool = True) -> bytes:
    """Return a silent MP3; `described` puts tags before and after it."""
    if not described:
        return frame() * frames
    ape = b"APETAGEX" + struct.pack("<III", 2000, 64, 1) + NAME.encode().ljust(48, b"\0")
    return id3() + frame() * frames + ape + b"TAG" + NAME.encode().ljust(125, b"\0")


def box(name: bytes, *inside: bytes) -> bytes:
    """Return a box of an MP4."""
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), name) + content


def _track(kind: bytes, codec: bytes, *, described: bool) -> bytes:
    days = struct.pack(">II", 3_800_000_000, 3_800_000_001) if described else bytes(8)
    size = struct.pack(">II", 320 << 16, 180 << 16) if kind == b"vide" else bytes(8)
    header = box(b"tkhd", b"\0\0\0\7", days, struct.pack(">III", 1, 0, 5000), bytes(52), size)
    handler = box(b"hdlr", bytes(8), kind, bytes(12), (NAME.encode() if described else b"") + b"\0")
    table = box(
        b"stbl",
        box(b"stsd", bytes(4), struct.pack(">I", 1), box(codec, bytes(78 if kind == b"vide" else 28))),
        box(b"stts", bytes(8)),
        box(b"stsc", bytes(8)),
        box(b"stsz", bytes(12)),
        box(b"stco", bytes(4), struct.pack(">II", 1, 48)),
    )
    elsewhere = box(b"dinf", box(b"dref", bytes(4), struct.pack(">I", 1), box(b"url ", b"\0\0\0\1")))
    media = box(
        b"mdia",
        box(b"mdhd", bytes(4), days, struct.pack(">II", 1000, 5000), bytes(4)),
        handler,
        box(b"minf", box(b"vmhd" if kind == b"vide" else b"smhd", bytes(8)), elsewhere, table),
    )
    about = box(b"udta", box(b"name", NAME.encode())) if described else b""
    return box(b"trak", header, media, about)


def mp4(*tracks: tuple[bytes, bytes], described: bool = True, extra: bytes = b"") -> bytes:
    """Return an MP4 whose boxes are sound, and whose pictures are not; five seconds."""
    days = struct.pack(">II", 3_800_000_000, 3_800_000_001) if described else bytes(8)
    header = box(b"mvhd", bytes(4), days, struct.pack(">II", 1000, 5000), bytes(80))
    about = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0), PLACE), box(b"meta", NAME.encode()))
    drawn = [_track(*each, described=described) for each in tracks or ((b"vide", b"avc1"), (b"soun", b"mp4a"))]
    moov = box(b"moov", header, *drawn, about if described else b"")
    xmp = box(b"uuid", bytes(16), NAME.encode()) if described else b""
    return box(b"ftyp", b"isom\0\0\2\0isomavc1") + xmp + box(b"mdat", b"pictures and sounds") + moov + extra


def m4a(**named: bool) -> bytes:
    """Return an M4A."""
    return mp4((b"soun", b"mp4a"), **named)


def element(name: int, *inside: bytes, unsized: bool = False) -> bytes:
    """Return an element of a WebM."""
    content = b"".join(inside)
    head = name.to_bytes((name.bit_length() + 7) // 8, "big")
    size = b"\x01" + (b"\xff" * 7 if unsized else len(content).to_bytes(7, "big"))
    return head + size + content


def number(name: int, value: int) -> bytes:
    """Return an element that holds a number."""
    return element(name, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def picture_of_video(shade: int) -> bytes:
    """Return one whole picture in VP8, which is what a WebP holds."""
    output = BytesIO()
    Image.new("RGB", (64, 48), (shade, 120, 90)).save(output, "WEBP", quality=60)
    webp = output.getvalue()
    at = webp.index(b"VP8 ")
    return webp[at + 8 : at + 8 + struct.unpack_from("<I", webp, at + 4)[0]]


def webm(
    pictures: int = 10,
    *,
    described: bool = True,
    unsized: bool = False,
    kind: int = 1,
    codec: bytes = b"V_VP8",
    tracks: bytes = b"",
    parts: bytes = b"",
) -> bytes:
    """Return a video that plays, five pictures a second; `unsized`: as a browser records it, without lengths.

    `tracks` are added to the one of pictures, `parts` stand before them.
    """
    about = element(0x7BA9, NAME.encode()) if described else b""
    length = b"" if unsized else element(0x4489, struct.pack(">d", pictures * 200))
    program = NAME.encode() if described else b"  "
    programs = element(0x4D80, program) + element(0x5741, program)
    info = element(0x1549A966, number(0x2AD7B1, 1_000_000), length, about, programs)
    named = element(0x536E, NAME.encode()) + element(0x258688, NAME.encode()) if described else b""
    size = element(0xE0, number(0xB0, 64), number(0xBA, 48)) if kind == 1 else b""
    track = element(0xAE, number(0xD7, 1), number(0x73C5, 1), number(0x83, kind), element(0x86, codec), named, size)
    clusters = [
        element(
            0x1F43B675,
            number(0xE7, index * 200),
            element(0xA3, b"\x81\0\0\x80", picture_of_video(index * 20 % 250)),
            unsized=unsized,
        )
        for index in range(pictures)
    ]
    tags = element(0x1254C367, element(0x7373, NAME.encode(), PLACE)) if described else b""
    head = element(0x1A45DFA3, number(0x4286, 1), number(0x42F7, 1), number(0x42F2, 4), number(0x42F3, 8),
                   element(0x4282, b"webm"), number(0x4287, 2), number(0x4285, 2))  # fmt: skip
    return head + element(0x18538067, info, element(0x1654AE6B, track, tracks), tags, parts, *clusters, unsized=unsized)


def recording_made(kind: str = "audio", content: bytes = b"", **fields: object) -> SiteRecording:
    """Return a sound or a video of the site that may be shown."""
    said = {"title": "La réunion", "transcript": WORDS, "captions": SUBTITLES if kind == "video" else ""}
    file = ContentFile(content or (wav() if kind == "audio" else webm()), "fichier")
    return SiteRecording.objects.create(**{**said, "type": kind, "people_agree": True, **fields}, file=file)


def block_of(recording: SiteRecording, title: str = "") -> dict:
    """Return the part of a lesson that shows a recording."""
    return {"type": recording.type, "value": {"recording": recording.pk, "title": title}}


def shown_in(lesson: LessonPage, *recordings: SiteRecording) -> LessonPage:
    """Publish a lesson that shows recordings."""
    lesson.body = [block_of(each) for each in recordings]
    lesson.save_revision().publish()
    return lesson
