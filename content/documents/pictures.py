"""The pictures inside a document, without their metadata: no pixel is decoded, and none is lost.

A JPEG keeps which way up it is, alone of what its camera wrote. What follows the end of a picture goes too: phones
write there a second one, with metadata of its own.
"""

import re
import struct
from html import unescape
from io import BytesIO

from PIL import Image
from PIL.ExifTags import Base

from content.documents import jpeg_xr
from content.documents.addresses import waits_for_a_click
from content.documents.refusals import FETCHES, PICTURE, RefusedDocumentError
from content.documents.xml_text import rewritten

JPEG = b"\xff\xd8\xff"
PNG = b"\x89PNG\r\n\x1a\n"
GIF = (b"GIF87a", b"GIF89a")
JPEG_2000 = b"\x00\x00\x00\x0cjP  "
# TIFF, WebP, HEIC and AVIF, Photoshop, PostScript, a drawing compressed: nothing here takes out what they carry.
NOT_CLEANED = re.compile(rb"II\*\0|MM\0\*|RIFF....WEBP|....ftyp|8BPS|%!PS|\xc5\xd0\xd3\xc6|\x1f\x8b", re.DOTALL)
# What was looked through is never looked through again (`*+`, `(?>…)`, `\Z`): a drawing may be of any size.
SVG = re.compile(
    rb"(?>\s|<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*+<(?:\w+:)?svg(?=[\s/>])", re.DOTALL
)
SVG_NOTES = re.compile(
    rb"<(?:\w+:)?metadata\b[^<>]*+>(?:(?<=/>)|.*?(?:</(?:\w+:)?metadata\s*>|\Z))|<!--.*?(?:-->|\Z)"
    rb"|\s(?:xml:base|(?:sodipodi|inkscape):[\w-]+)=(\"[^\"]*\"|'[^']*')",
    re.DOTALL,
)
# The drawing once more, as the program that drew it keeps it: with its days and the browser it was drawn in.
SVG_ROOT = re.compile(rb"<(?:\w+:)?svg\s[^<>]*+>")
SVG_SOURCE = re.compile(rb"\scontent=\"[^\"]*\"")
# Another picture, a style, a page inside the drawing, at an address; a script. What opens at a click is another matter.
SVG_FETCHES = re.compile(
    rb"<(?!(?:\w+:)?a\s)[\w:.-]+\s(?:[^<>]*?\s)?(?:\w+:)?(?:href|src)=\"(?!#|data:|\")"
    rb"|@import|url\((?!\s*+(?:[\"']|&quot;)?\s*+(?:#|data:))|<(?:\w+:)?(?:script|foreignObject|handler|listener)[\s/>]"
    rb"|<[\w:.-]+\s(?:[^<>]*?\s)?on\w+=\"",
    re.IGNORECASE,
)
SVG_CLICKED = re.compile(rb"<(?:\w+:)?a\s[^<>]*+>")
SVG_ADDRESS = re.compile(rb"(\s(?:\w+:)?href)=\"([^\"]*)\"")
# The words of an office program: what begins as a drawing may be read as a part of the text.
OFFICE = re.compile(rb"schemas\.openxmlformats\.org/|purl\.oclc\.org/ooxml|:opendocument:xmlns:", re.IGNORECASE)
EMF = re.compile(rb"\x01\0\0\0.{36} EMF", re.DOTALL)
KEPT_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD acTL fcTL fdAT".split())
KEPT_BOXES = frozenset((b"jP  ", b"ftyp", b"jp2h", b"jp2c"))
CODE_STREAM = b"\xff\x4f\xff\x51"  # a JPEG 2000 without its boxes
SCAN, END = 0xDA, 0xD9
# Of a JPEG: how it is coded, and three parts that say how its colours are read, each with the number it has.
CODING = frozenset({*range(0xC0, 0xD0), *range(SCAN, 0xE0)})
COLOURS = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
JFIF, ALONE = 0xE0, 18  # bytes of that part without the small picture it may hold
TILE, REMARK = 0xFF90, 0xFF64  # of a JPEG 2000: where its pictures begin, words
GIF_END, GIF_EXTENSION, GIF_PICTURE, GIF_TIMING, GIF_PROGRAM = 0x3B, 0x21, 0x2C, 0xF9, 0xFF
GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def without_metadata(content: bytes) -> bytes:
    """Return a part of a document without metadata when it is a picture; as it is otherwise.

    Raises RefusedDocumentError for a damaged picture, or one of a kind whose metadata cannot be taken out.
    """
    try:
        return _cleaned(content)
    except RefusedDocumentError:
        raise
    except (ValueError, IndexError, OSError, SyntaxError, struct.error) as error:
        raise RefusedDocumentError(PICTURE) from error


def is_drawing(content: bytes) -> bool:
    """Return whether a part is a picture drawn in XML."""
    return SVG.match(content) is not None


def _cleaned(content: bytes) -> bytes:
    if content.startswith(JPEG):
        return _jpeg(content)
    if content.startswith(PNG):
        return _png(content)
    if content.startswith(JPEG_2000):
        return _jpeg_2000(content)
    if content.startswith(CODE_STREAM):
        return _code_stream(content)
    if content.startswith(jpeg_xr.BEGINNING):
        return jpeg_xr.without_metadata(content)
    if is_drawing(content):
        return _svg(rewritten(content, is_drawing=True).encode())
    if EMF.match(content):
        return _emf(content)
    if content.startswith(GIF):
        return _gif(content)
    if NOT_CLEANED.match(content):
        raise RefusedDocumentError(PICTURE)
    return content


def _jpeg(content: bytes) -> bytes:
    kept, at = [content[:2], _which_way_up(content)], 2
    while content[at + 1] != END:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker, after = content[at + 1], at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == SCAN:
            found = _NEXT_MARKER.search(content, after)
            after = found.start() if found else len(content)
        if marker in CODING:
            kept.append(content[at:after])
        elif any(marker == each and content.startswith(begins, at + 4) for each, begins in COLOURS):
            kept.append(_without_small(content[at:after]) if marker == JFIF else content[at:after])
        at = after
    return b"".join([*kept, bytes((0xFF, END))])


def _without_small(part: bytes) -> bytes:
    """Return the first part of a JPEG without the small picture, of what the photo was before it was cut."""
    return b"\xff\xe0\0\x10" + part[4 : ALONE - 2] + b"\0\0" if len(part) > ALONE else part


def _which_way_up(content: bytes) -> bytes:
    """Return the one part of the metadata that says how a JPEG is turned; nothing when it is upright."""
    with Image.open(BytesIO(content), formats=["JPEG"]) as picture:
        turned = picture.getexif().get(Base.Orientation, 1)
    if turned not in range(2, 9):
        return b""
    alone = Image.Exif()
    alone[Base.Orientation] = turned
    written = alone.tobytes()
    return b"\xff\xe1" + (len(written) + 2).to_bytes(2, "big") + written


def _png(content: bytes) -> bytes:
    kept, at, name = [PNG], len(PNG), b""
    while name != b"IEND":
        size, name = struct.unpack_from(">I4s", content, at)
        if name in KEPT_CHUNKS:
            kept.append(content[at : at + 12 + size])
        at += 12 + size
    return b"".join(kept)


def _gif(content: bytes) -> bytes:
    """Keep the pictures, their colours and how they follow one another; not comments, nor what a program adds."""
    at = 13 + _colours(content[10])
    kept = [content[:at]]
    while content[at] != GIF_END:
        start, label = at, content[at + 1]
        if content[at] == GIF_EXTENSION:
            at = _after_blocks(content, at + 2)
            stays = label == GIF_TIMING or (label == GIF_PROGRAM and content[start + 3 : start + 14] in GIF_LOOPS)
        elif content[at] == GIF_PICTURE:
            at, stays = _after_blocks(content, at + 11 + _colours(content[at + 9])), True
        else:
            raise ValueError("no block")
        kept += [content[start:at]] if stays else []
    return b"".join([*kept, bytes((GIF_END,))])


def _colours(said: int) -> int:
    return 3 * 2 ** ((said & 7) + 1) if said & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += 1 + content[at]
    return at + 1


def _jpeg_2000(content: bytes) -> bytes:
    kept, at = [], 0
    while at < len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        if size == 1:
            size = struct.unpack_from(">Q", content, at + 8)[0]
        end = at + size if size else len(content)
        if end <= at:
            raise ValueError("a box of no size")
        if name in KEPT_BOXES:
            kept.append(_box(content[at:end], name))
        at = end
    return b"".join(kept)


def _box(box: bytes, name: bytes) -> bytes:
    at = box.find(CODE_STREAM) if name == b"jp2c" else -1
    return box[:at] + _code_stream(box[at:]) if at >= 0 else box


def _code_stream(content: bytes) -> bytes:
    """Put spaces in the remarks of a JPEG 2000, before its pictures: what wrote it, often more."""
    said, at = bytearray(content), 2
    while (marker := int.from_bytes(said[at : at + 2], "big")) != TILE:
        size = int.from_bytes(said[at + 2 : at + 4], "big")
        if marker < 0xFF00 or size < 2:
            raise ValueError("no marker")
        if marker == REMARK:
            said[at + 6 : at + 2 + size] = b" " * (size - 4)
        at += 2 + size
    return bytes(said)


def _svg(content: bytes) -> bytes:
    if b"data:image/" in content or OFFICE.search(content):
        raise RefusedDocumentError(PICTURE)
    if SVG_FETCHES.search(content):
        raise RefusedDocumentError(FETCHES)
    content = SVG_ROOT.sub(lambda found: SVG_SOURCE.sub(b"", found[0]), SVG_NOTES.sub(b"", content))
    return SVG_CLICKED.sub(lambda found: SVG_ADDRESS.sub(_svg_link, found[0]), content)


def _svg_link(found: re.Match[bytes]) -> bytes:
    return found[0] if waits_for_a_click(unescape(found[2].decode())) else found[1] + b'="#"'


def _emf(content: bytes) -> bytes:
    """Blank what a drawing of Windows says of itself: the program, then a title, often the path of a file."""
    signs, at = struct.unpack_from("<II", content, 60)
    if not at:
        return content
    end = min(at + 2 * signs, len(content))
    return content[:at] + bytes(end - at) + content[end:] if at < end else content
