"""The re-encoding of pictures: no metadata, a known format, and damaged files refused."""

import random
from io import BytesIO

import pytest
from PIL import Image

from content.images.reencode import LONGEST_SIDE, TooManyPixelsError, UnreadableImageError, reencoded
from tests.content.pictures import bomb, damaged, picture, with_gps


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_location_of_a_photo_is_removed(kind):
    source = with_gps(kind)
    assert Image.open(BytesIO(source)).getexif().get_ifd(0x8825), "the fixture must carry a place"
    result = Image.open(BytesIO(reencoded(BytesIO(source))))
    assert result.format == "WEBP"
    assert not result.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(result.info)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "CMYK"])
def test_every_kind_of_colour_is_kept(mode):
    source = picture("JPEG" if mode == "CMYK" else "PNG", mode=mode)
    result = Image.open(BytesIO(reencoded(BytesIO(source))))
    assert result.size == (64, 48)
    assert result.mode == ("RGBA" if "A" in mode else "RGB")


def test_a_large_photo_becomes_reasonable():
    result = Image.open(BytesIO(reencoded(BytesIO(picture("JPEG", size=(4000, 1000))))))
    assert result.size == (LONGEST_SIDE, 400)


def test_a_photo_held_sideways_stands_upright():
    result = Image.open(BytesIO(reencoded(BytesIO(with_gps("JPEG", orientation=6)))))
    assert result.size == (48, 64)


def test_too_many_pixels_are_refused_before_decoding():
    with pytest.raises(TooManyPixelsError):
        reencoded(BytesIO(bomb(30_000, 30_000)))
    with pytest.raises(TooManyPixelsError):
        reencoded(BytesIO(bomb(6_000, 4_001)))


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PPM", "ICO"])
def test_other_formats_are_refused(kind):
    with pytest.raises(UnreadableImageError):
        reencoded(BytesIO(picture(kind)))


def test_a_drawing_that_may_carry_scripts_is_refused():
    with pytest.raises(UnreadableImageError):
        reencoded(BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))


def test_a_damaged_file_is_redrawn_or_refused_and_nothing_else():
    refused = 0
    for _name, content in damaged(random.Random(7)):
        try:
            result = reencoded(BytesIO(content))
        except UnreadableImageError:
            refused += 1
        else:
            Image.open(BytesIO(result)).load()
    assert refused > 60
