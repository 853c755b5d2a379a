"""The pictures inside a document: each pixel as it was, nothing of who took it, where and with what."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from content.documents.pictures import without_metadata
from content.documents.refusals import RefusedDocumentError
from tests.content.documents import NAME
from tests.content.pictures import picture, with_gps


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_loses_its_metadata_and_no_pixel(kind):
    source = with_gps(kind, orientation=6)
    result = without_metadata(source)
    before, after = Image.open(BytesIO(source)), Image.open(BytesIO(result))
    assert after.tobytes() == before.tobytes()
    assert dict(after.getexif()) == ({0x0112: 6} if kind == "JPEG" else {})
    assert b"Marque" not in result


def test_what_follows_a_picture_goes():
    for kind in ("JPEG", "PNG"):
        assert without_metadata(picture(kind) + with_gps()) == without_metadata(picture(kind))


def test_a_progressive_picture_is_kept_whole():
    output = BytesIO()
    Image.effect_noise((90, 70), 60).convert("RGB").save(output, "JPEG", progressive=True, comment=NAME.encode())
    result = without_metadata(output.getvalue())
    assert NAME.encode() not in result
    assert Image.open(BytesIO(result)).tobytes() == Image.open(output).tobytes()


def test_a_moving_picture_keeps_its_pictures_and_loses_its_comments():
    frames = [Image.effect_noise((40, 30), spread).convert("P") for spread in (20, 60, 90)]
    output = BytesIO()
    frames[0].save(output, "GIF", save_all=True, append_images=frames[1:], comment=NAME.encode(), loop=0, duration=90)
    xmp = b"\x21\xff\x0bXMP DataXMP\x05" + NAME.encode()[:5] + b"\0"
    source = output.getvalue()[:-1] + xmp + b";" + NAME.encode()
    result = without_metadata(source)
    assert NAME.encode() in source
    assert NAME.encode() not in result
    assert b"XMP" not in result
    before, after = Image.open(output), Image.open(BytesIO(result))
    assert (after.n_frames, after.info["loop"], after.info["duration"]) == (3, 0, 90)
    for frame in range(3):
        before.seek(frame)
        after.seek(frame)
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def segment(number: int, said: bytes) -> bytes:
    """Return a part of a JPEG."""
    return bytes((0xFF, number)) + struct.pack(">H", 2 + len(said)) + said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0xED, b"Adobe_Photoshop2.5:" + NAME.encode()),
        (0xED, b"Adobe_CM" + NAME.encode()),
        (0xE1, b"ICC_PROFILE\0" + NAME.encode()),
        (0xF7, NAME.encode()),
        (0xFE, NAME.encode()),
    ],
)
def test_a_part_of_a_jpeg_that_no_colour_needs_goes(number, said):
    whole = picture()
    assert without_metadata(whole[:2] + segment(number, said) + whole[2:]) == whole


def test_the_small_picture_of_a_jpeg_goes():
    whole = picture()
    head = whole[2:20]
    assert head.startswith(b"\xff\xe0\0\x10JFIF")
    small = head[4:16] + bytes((4, 5)) + NAME.encode().ljust(60)
    assert without_metadata(whole[:2] + segment(0xE0, small) + whole[20:]) == whole


def test_what_colours_are_read_with_stays():
    whole = picture(mode="CMYK")
    assert b"\xff\xee\0\x0eAdobe" in whole
    profile = segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(30))
    whole = whole[:2] + profile + whole[2:]
    assert without_metadata(whole) == whole


@pytest.mark.parametrize("alone", [True, False])
def test_the_remark_of_a_jpeg_2000_goes(alone):
    output = BytesIO()
    source = Image.open(BytesIO(picture("PNG"))).convert("RGB")
    source.save(output, "JPEG2000", no_jp2=alone, comment=NAME)
    assert NAME.encode() in output.getvalue()
    result = without_metadata(output.getvalue())
    assert NAME.encode() not in result
    assert Image.open(BytesIO(result)).tobytes() == Image.open(output).tobytes()


@pytest.mark.parametrize("damaged", [b"", b"\0\0", b"\0\4ab\0\0"])
def test_a_damaged_jpeg_2000_is_refused(damaged):
    with pytest.raises(RefusedDocumentError):
        without_metadata(b"\xff\x4f\xff\x51" + damaged)


def retouched(*entries: tuple[int, int, int, int], lists: int = 0, after: bytes = b"") -> bytes:
    """Return a JPEG XR with these tags: each its number, the kind of its values, how many, the value or its place."""
    said = b"".join(struct.pack("<HHII", *each) for each in entries)
    return b"II\xbc\1" + struct.pack("<IH", 8, len(entries)) + said + struct.pack("<I", lists) + after


def test_a_photo_that_word_retouched_keeps_its_picture_alone():
    place = 8 + 2 + 4 * 12 + 4
    inner = struct.pack("<HHHII", 1, 0x9286, 7, 13, place + 13 + 18) + struct.pack("<I", 0)
    source = retouched(
        (0x010E, 2, 3, int.from_bytes(b"Moi\0", "little")),
        (0x013B, 2, 13, place),
        (0x8769, 4, 1, place + 13),
        (0xBC80, 4, 1, 640),
        after=NAME.encode() + inner + NAME.encode() + b"picture",
    )
    assert source.count(NAME.encode()) == 2
    result = without_metadata(source)
    assert NAME.encode() not in result
    assert b"Moi" not in result
    assert result.startswith(retouched((0xBC80, 4, 1, 640)))
    assert result.endswith(b"picture")
    assert len(result) == len(source)


@pytest.mark.parametrize(
    "damaged", [b"II\xbc\1", retouched((0x010E, 2, 3, 0), lists=8), retouched((0x8769, 4, 1, 9_999)), retouched()[:9]]
)
def test_a_damaged_photo_that_word_retouched_is_refused(damaged):
    with pytest.raises(RefusedDocumentError):
        without_metadata(damaged)


def test_a_drawing_does_not_hold_itself_once_more():
    """What draws diagrams on the web writes its own file in the drawing: its days, the browser."""
    words = '<text>Un content="mot"</text></svg>'
    source = f'<svg width="9" content="&lt;mxfile modified=&quot;2024&quot; agent=&quot;{NAME}&quot;/&gt;">{words}'
    assert without_metadata(source.encode()).decode() == f'<svg width="9">{words}'
