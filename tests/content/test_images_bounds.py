"""A picture made to be decoded for hours, or into more than it says: refused in words, in bounded time and memory."""

import struct
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from structlog.testing import capture_logs

from content.images import reencode_apart
from content.images.reencode import TooManyPixelsError, UnreadableImageError, reencoded
from content.images.reencode_apart import reencoded_apart
from lib import apart
from lib.turns import TooBusyError, Turns

SIDE = 4_896  # pixels
END_OF_BANDS = b"\xe0\x00" * 20  # any codes: the decoder walks every block of each scan, whatever it finds


@pytest.fixture(autouse=True)
def place(settings, tmp_path, true_cost):
    settings.VAR_DIR = tmp_path


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def walked_many_times(scans: int) -> bytes:
    """Return a progressive JPEG of one component (ITU T.81, annex G) whose every scan walks the whole picture again."""
    codes = bytes([1] + [0] * 15) + b"\x00"
    head = b"\xff\xd8" + segment(0xDB, b"\x00" + bytes([1] * 64))
    head += segment(0xC2, struct.pack(">BHHB", 8, SIDE, SIDE, 1) + b"\x01\x11\x00")
    head += segment(0xC4, b"\x00" + codes) + segment(0xC4, b"\x10" + codes)
    first = segment(0xDA, b"\x01\x01\x00\x00\x00\x00") + bytes(SIDE * SIDE // 64 // 8)
    again = segment(0xDA, b"\x01\x01\x00\x01\x3f\x00") + bytes(8)
    return head + first + again * scans + b"\xff\xd9"


def photo(width: int = 40, height: int = 30) -> bytes:
    output = BytesIO()
    Image.new("RGB", (width, height), (200, 120, 40)).save(output, "JPEG")
    return output.getvalue()


def test_a_picture_comes_back_as_the_site_would_draw_it_itself():
    assert reencoded_apart(BytesIO(photo())) == reencoded(BytesIO(photo()))


def test_a_large_photo_has_room_and_time():
    grain = Image.effect_noise((6_000, 4_000), 90).convert("RGBA")  # as many pixels as the site takes
    output = BytesIO()
    grain.save(output, "PNG", compress_level=1)
    assert Image.open(BytesIO(reencoded_apart(BytesIO(output.getvalue())))).size == (1_600, 1_067)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", UnreadableImageError),
        (b"GIF89a", UnreadableImageError),
        (photo()[:300], UnreadableImageError),
        (photo(6_001, 4_000), TooManyPixelsError),
    ],
)
def test_what_is_refused_is_refused_as_the_site_would_itself(content, error):
    with pytest.raises(UnreadableImageError) as refused:
        reencoded_apart(BytesIO(content))
    assert refused.type is error


def test_a_picture_decoded_for_hours_is_stopped_and_said_to_who_runs_the_site(monkeypatch):
    monkeypatch.setattr(reencode_apart, "BOUNDS", reencode_apart.BOUNDS._replace(processor=1))
    with capture_logs() as lines, pytest.raises(UnreadableImageError):
        reencoded_apart(BytesIO(walked_many_times(scans=8_000)))
    assert [line["event"] for line in lines] == ["a picture was too much to decode"]


def test_a_picture_that_waits_too_long_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(apart, "turns", Turns(at_once=0, waiting=0, patience=0))
    with pytest.raises(TooBusyError):
        reencoded_apart(BytesIO(photo()))


@pytest.mark.django_db
def test_the_editor_reads_what_to_do(client_of, monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 0)
    upload = SimpleUploadedFile("a.jpg", photo(), content_type="image/jpeg")
    response = client_of("superuser").post(
        reverse("wagtailimages:add"), {"title": "Une photo", "file": upload, "collection": 1}
    )
    assert "Image non valide. Choisissez une photo JPEG, PNG ou WebP, entière." in response.content.decode()
    assert "Une photo" in response.content.decode()
