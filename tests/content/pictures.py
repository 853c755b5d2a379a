"""Pictures made for the tests: whole, with a location in their metadata, damaged, enormous."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from random import Random

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base


def picture(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a small gradient in a format and a colour mode."""
    output = BytesIO()
    image = Image.linear_gradient("L").resize(size).convert(mode)
    if mode.endswith("A"):
        image.putalpha(128)
    image.save(output, kind)
    return output.getvalue()


def with_gps(kind: str = "JPEG", orientation: int = 1) -> bytes:
    """Return a picture whose metadata give its location and its camera."""
    image = Image.open(BytesIO(picture("PNG"))).convert("RGB")
    exif = image.getexif()
    exif[Base.Make] = "Marque"
    exif[Base.Orientation] = orientation
    exif.get_ifd(IFD.GPSInfo).update(
        {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (49.0, 26.0, 38.0), GPS.GPSLongitudeRef: "E"}
    )
    output = BytesIO()
    image.save(output, kind, exif=exif.tobytes())
    return output.getvalue()


def two_pictures() -> bytes:
    """Return a JPEG that holds two pictures, as some phones make them."""
    output, one = BytesIO(), Image.open(BytesIO(picture("PNG"))).convert("RGB")
    one.save(output, "MPO", save_all=True, append_images=[one])
    return output.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """Return a few bytes that open as a huge PNG."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _flipped(content: bytes, rng: Random, times: int, first: int = 0) -> bytes:
    bytes_ = bytearray(content)
    for _ in range(times):
        bytes_[rng.randrange(first, len(bytes_))] ^= rng.randrange(1, 256)
    return bytes(bytes_)


def damaged(rng: Random) -> Iterator[tuple[str, bytes]]:
    """Return about 130 damaged pictures: name, content."""
    for kind, extension in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        whole = with_gps(kind)
        for part in (0.1, 0.25, 0.5, 0.75, 0.9, 0.97):
            yield f"cut.{extension}", whole[: int(len(whole) * part)]
        for _ in range(12):
            yield f"flipped.{extension}", _flipped(whole, rng, 3)
        for _ in range(12):
            yield f"header.{extension}", _flipped(whole[:200], rng, 2) + whole[200:]
        for _ in range(4):
            yield f"torn.{extension}", whole[:40] + rng.randbytes(60) + whole[100:]
        yield f"magic.{extension}", b"GIF89a" + whole[6:]
        yield f"noise.{extension}", rng.randbytes(600)
        yield f"zeros.{extension}", whole[:20] + bytes(400)
        yield f"one.{extension}", whole[:1]
        yield f"text.{extension}", b"Une image ? Non."
        yield f"page.{extension}", b"<svg xmlns='http://www.w3.org/2000/svg'/>"
        yield f"gif.{extension}", picture("GIF")
        yield f"tiff.{extension}", picture("TIFF")
        yield f"twice.{extension}", whole + whole
        yield f"bomb.{extension}", bomb(60_000, 60_000)
