"""The pictures inside a document: each pixel as it was, nothing of who took it, where and with what."""

from io import BytesIO

import pytest
from PIL import Image

from content.documents.pictures import without_metadata
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
