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
    canvas = Image.new(mode, upright.size)
    canvas.paste(upright, mask=_seen(upright) if mode == "RGBA" else None)
    output = BytesIO()
    canvas.save(output, "WEBP", quality=QUALITY, method=4)
    return output.getvalue()


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Return a picture of 65,536 greys in 256 of them: Pillow's own conversion makes everything above 255 white."""
    grey = picture.point(lambda value: value * (1 / 256)).convert("L")
    if isinstance(hidden := picture.info.get("transparency"), int):
        grey.info["transparency"] = hidden // 256
    return grey


def _seen(picture: Image.Image) -> Image.Image:
    """Return a mask of all that is not wholly transparent: what somebody rubbed out still stands under it."""
    return picture.getchannel("A").point(lambda alpha: 255 if alpha else 0)
