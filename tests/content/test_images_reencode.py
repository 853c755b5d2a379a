"""The re-encoding of pictures: no metadata, a known format, and damaged files refused."""

import random
import struct
from io import BytesIO

import pytest
from PIL import Image

from content.images.reencode import FAINTEST, LONGEST_SIDE, TooManyPixelsError, UnreadableImageError, reencoded
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


def grey_of_16_bits(*values: int, **options: object) -> BytesIO:
    """Return a PNG of one column a value, as scanners make them."""
    column = b"".join(struct.pack("<H", value) for value in values)
    output = BytesIO()
    Image.frombytes("I;16", (len(values), 8), column * 8).save(output, "PNG", **options)
    return output


def test_a_grey_of_16_bits_keeps_its_shades():
    assert Image.open(grey_of_16_bits(0)).mode == "I;16"
    assert Image.open(BytesIO(reencoded(grey_of_16_bits(*[40_000] * 4)))).getpixel((2, 2)) == (156, 156, 156)
    ramp = Image.open(BytesIO(reencoded(grey_of_16_bits(*(257 * step for step in range(256))))))
    assert all(abs(ramp.getpixel((step, 4))[0] - step) < 4 for step in range(256))


def test_a_grey_of_16_bits_keeps_what_it_leaves_out():
    sent = grey_of_16_bits(*[40_000] * 16, *[9_000] * 16, transparency=40_000)
    assert Image.open(sent).info["transparency"] == 40_000
    result = Image.open(BytesIO(reencoded(sent)))
    assert result.mode == "RGBA"
    assert (result.getpixel((4, 4))[3], result.getpixel((28, 4))[3]) == (0, 255)


def test_what_was_rubbed_out_is_not_kept_under_the_transparency():
    drawn = Image.linear_gradient("L").resize((64, 64)).convert("RGBA")
    drawn.putalpha(0)
    drawn.paste((200, 0, 0, 128), (0, 0, 32, 32))
    sent = BytesIO()
    drawn.save(sent, "PNG")
    result = Image.open(BytesIO(reencoded(sent)))
    assert {result.getpixel((56, row)) for row in range(0, 64, 8)} == {(0, 0, 0, 0)}
    red, green, _blue, alpha = result.getpixel((10, 10))
    assert red > 190
    assert green < 10
    assert alpha == 128


def bars(alpha: int) -> Image.Image:
    """Return what the site keeps of black and white bars, all as transparent as `alpha` says, beside a plain square."""
    drawn = Image.new("RGBA", (64, 64), (0, 0, 0, alpha))
    for left in range(0, 64, 16):
        drawn.paste((255, 255, 255, alpha), (left, 0, left + 8, 64))
    drawn.paste((200, 0, 0, 255), (0, 0, 64, 32))
    sent = BytesIO()
    drawn.save(sent, "PNG")
    return Image.open(BytesIO(reencoded(BytesIO(sent.getvalue()))))


@pytest.mark.parametrize("alpha", [1, 2, FAINTEST - 1])
def test_what_was_nearly_rubbed_out_keeps_nothing(alpha):
    assert bars(alpha).tobytes() == bars(0).tobytes(), "as if nothing had ever been there"


@pytest.mark.parametrize("alpha", [FAINTEST, 60, 200])
def test_what_is_seen_through_stays(alpha):
    kept = bars(alpha)
    white, black = kept.getpixel((3, 50)), kept.getpixel((11, 50))
    assert white[3] == black[3] == alpha
    assert white[0] - black[0] > 150


def test_a_soft_edge_stays_soft():
    edge = Image.new("RGBA", (256, 16), (0, 90, 160, 255))
    edge.putalpha(Image.linear_gradient("L").rotate(90).resize((256, 16)))
    sent = BytesIO()
    edge.save(sent, "PNG")
    before = [edge.getpixel((left, 8))[3] for left in range(256)]
    result = Image.open(BytesIO(reencoded(BytesIO(sent.getvalue()))))
    after = [result.getpixel((left, 8))[3] for left in range(256)]
    assert after == [alpha if alpha >= FAINTEST else 0 for alpha in before]


def test_a_colour_keeps_no_more_than_it_shows():
    """A secret in the low bits of faint colours shows on no page."""
    drawn = Image.new("RGBA", (64, 64), (100, 100, 100, 20))
    drawn.paste((103, 103, 103, 20), (0, 0, 32, 64))
    sent = BytesIO()
    drawn.save(sent, "PNG")
    assert len(Image.open(BytesIO(reencoded(BytesIO(sent.getvalue())))).getcolors()) == 1


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
