"""The QR picture: it decodes, names itself without the token, and holds the longest address allowed."""

import re

import pytest
import zxingcpp
from PIL import Image

from lib.qr import code
from passport.sharing import qr

LONGEST = "https://" + "e" * 26 + ".org/p/" + "A" * 21


def matrix(address: str) -> list[list[bool]]:
    """Return the modules of a share's picture."""
    return code(address, qr.VERSION, qr.MASK).get_matrix()


def raster(address: str, side: int) -> Image.Image:
    """Return the modules as a grey picture of about `side` pixels, as a camera would see them."""
    modules = matrix(address)
    picture = Image.new("L", (len(modules), len(modules)), 255)
    picture.putdata([0 if dark else 255 for row in modules for dark in row])
    scale = side // len(modules)
    return picture.resize((len(modules) * scale, len(modules) * scale), Image.Resampling.NEAREST)


def decode(picture: Image.Image) -> list[str]:
    """Return what a scanner finds in a grey picture."""
    grey = picture.tobytes()  # the view borrows these bytes: they must outlive it
    view = zxingcpp.ImageView(grey, *picture.size, zxingcpp.ImageFormat.Lum)
    return [barcode.text for barcode in zxingcpp.read_barcodes(view)]


@pytest.mark.parametrize("side", [200, 300])
@pytest.mark.parametrize("address", ["http://localhost:8000/p/" + "a-_Z" * 5 + "09", LONGEST])
def test_the_qr_decodes(address, side):
    assert decode(raster(address, side)) == [address]


def test_the_longest_address_is_62_bytes_and_one_more_is_refused():
    assert len(LONGEST) == 62
    with pytest.raises(ValueError, match="63 bytes"):
        qr.svg(LONGEST + "x")


def test_the_picture_is_named_and_never_tells_its_address():
    picture = qr.svg("http://localhost/p/secretsecretsecret")
    assert 'role="img"' in picture
    assert "<title" in picture
    assert "secret" not in picture
    assert "style" not in picture


def test_the_drawn_path_is_the_matrix():
    """One square a dark module: the SVG says the same as the modules that were decoded."""
    address = "http://localhost/p/0123456789abcdef"
    corners = set(re.findall(r"M([\d.]+),([\d.]+)H", qr.svg(address)))
    dark = {(x, y) for y, row in enumerate(matrix(address)) for x, on in enumerate(row) if on}
    assert {(int(float(x)), int(float(y))) for x, y in corners} == dark


def test_the_picture_is_small_enough_for_a_poor_camera():
    assert len(matrix(LONGEST)) == 33 + 2 * 4  # modules and quiet zone: ~5 px each at 200 px
    assert 'viewBox="0 0 41 41"' in qr.svg(LONGEST)
