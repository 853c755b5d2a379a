"""The re-encoding of pictures: the site keeps the picture, and nothing else of the file.

Every upload is drawn again on a fresh canvas and kept as WebP, without the location, the date or the camera of the
photo, and without hidden bytes. The original is not kept.
"""

from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 24_000_000
LONGEST_SIDE = 1_600  # pixels
QUALITY = 86  # WebP, of 100
# Of 255: a fainter pixel is under 1.1:1 from any page it lies on, black on white included (WCAG 2.2 asks 3:1 of what
# is to be made out). A soft edge loses the last thirtieth of its fringe.
FAINTEST = 8


class UnreadableImageError(ValueError):
    """Raised for a file that is not a readable picture."""


class TooManyPixelsError(UnreadableImageError):
    """Raised for a picture that would take too much memory to open."""


def reencoded(file: BinaryIO) -> bytes:
    """Return the picture of `file` as WebP, upright, at most 1,600 pixels a side, without any metadata.

    Raises TooManyPixelsError above 24 million pixels, UnreadableImageError for anything that is not a whole
    JPEG, PNG or WebP.
    """
    try:
        return _redrawn(file)
    except UnreadableImageError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixelsError(str(error)) from error
    except Exception as error:  # a damaged file makes the decoders raise about any exception there is
        raise UnreadableImageError(str(error)) from error


def _redrawn(file: BinaryIO) -> bytes:
    file.seek(0)
    with Image.open(file, formats=FORMATS) as picture:
        # Pillow only warns up to twice its own limit, far above ours: refuse before anything is decoded.
        if picture.width * picture.height > MAX_PIXELS:
            raise TooManyPixelsError(f"{picture.width} × {picture.height}")
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        if picture.mode != mode and picture.mode != "CMYK":
            picture.load()
            plain = _in_eight_bits(picture) if picture.mode.startswith("I") else picture
            upright = ImageOps.exif_transpose(plain).convert(mode)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        else:
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert(mode)
    canvas = _as_seen(upright) if mode == "RGBA" else _on_a_fresh_canvas(upright)
    output = BytesIO()
    canvas.save(output, "WEBP", quality=QUALITY, method=4)
    return output.getvalue()


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Return a picture of 65,536 greys in 256 of them: Pillow's own conversion makes everything above 255 white."""
    grey = picture.point(lambda value: value * (1 / 256)).convert("L")
    if isinstance(hidden := picture.info.get("transparency"), int):
        grey.info["transparency"] = hidden // 256
    return grey


def _on_a_fresh_canvas(picture: Image.Image) -> Image.Image:
    canvas = Image.new(picture.mode, picture.size)
    canvas.paste(picture)
    return canvas


def _as_seen(picture: Image.Image) -> Image.Image:
    """Return the picture with what shows of it alone: what somebody rubbed out, wholly or nearly, still stands in it.

    Under FAINTEST a pixel becomes transparent black. Above, its colour keeps the precision that it shows with: drawn
    over black in eight bits, then brought back.
    """
    alpha = picture.getchannel("A").point(lambda value: value if value >= FAINTEST else 0)
    canvas = Image.new("RGBA", picture.size)
    canvas.paste(picture.convert("RGBa").convert("RGBA"), mask=alpha.point(lambda value: 255 if value else 0))
    canvas.putalpha(alpha)
    return canvas
