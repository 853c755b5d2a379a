"""Two hundred broken and odd files in the forms of sounds, videos and subtitles: each is answered in words."""

import random
import struct
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from content.models import SiteRecording
from content.recordings.cleaning import cleaned
from content.recordings.refusals import RefusedRecordingError
from tests.content.recordings import (
    NAME,
    SUBTITLES,
    box,
    element,
    frame,
    id3,
    m4a,
    mp3,
    mp4,
    wav,
    webm,
)

pytestmark = pytest.mark.django_db
MAKERS = {"audio": (mp3, wav, m4a), "video": (mp4, webm)}
EXE = b"MZ\x90\0\3\0\0\0" + bytes(56) + b"\x80\0\0\0" + b"This program cannot be run in DOS mode.\r\r\n$" * 40
NAMES = ("a.mp3", "a", ".mp3", "a.mp3.exe", "é" * 120 + ".mp4", "../../a.mp3", "a\r\nb.mp3", "CON", "a.php", "‮3pm.exe")


def recordings() -> Iterator[tuple[str, bytes]]:
    """Yield odd sounds and videos, the same at each run."""
    chance = random.Random(20261129)
    for kind, makers in MAKERS.items():
        for make in makers:
            whole = make()
            for cut in (0, 1, 3, 4, 7, 8, 12, 20, 40, 80, len(whole) // 2, len(whole) - 1):
                yield kind, whole[:cut]
            for _ in range(12):
                damaged = bytearray(whole)
                for _ in range(12):
                    damaged[chance.randrange(len(damaged))] = chance.randrange(256)
                yield kind, bytes(damaged)
            yield kind, whole + EXE
            yield kind, whole[::-1]
            yield kind, whole + whole
        yield from ((kind, each) for each in _of_other_kinds())
        yield from ((kind, each) for each in _bombs())


def _of_other_kinds() -> Iterator[bytes]:
    yield from (EXE, b"\0" * 5_000, b"\xff" * 70_000, b"<html><script>alert(1)</script>", b"%PDF-1.7\n", b"PK\3\4" * 20)
    yield from (
        b"OggS" + bytes(60),
        b"fLaC" + bytes(60),
        b"\x89PNG\r\n\x1a\n",
        b"#!AMR\n",
        b"GIF89a",
        b"FORM\0\0\0\0AIFF",
    )


def _bombs() -> Iterator[bytes]:
    """Yield files that say more than they hold, or hold the same thing for ever."""
    yield id3(1_500_000) + frame() * 4
    yield b"ID3\4\0\xff\x7f\x7f\x7f\x7f" + frame() * 40
    yield id3(0) * 20_000
    yield struct.pack(">I4s", 0xFFFFFFFF, b"ftyp") + b"isom"
    yield struct.pack(">I4sQ", 1, b"ftyp", 2**63) + b"isom"
    yield box(b"ftyp", b"isom\0\0\2\0") + struct.pack(">I4s", 0, b"moov") * 200
    yield box(b"ftyp", b"isom\0\0\2\0") + box(b"free") * 30_000
    yield b"RIFF" + struct.pack("<I", 0xFFFFFFFF) + b"WAVE" + (b"junk" + bytes(4)) * 40_000
    yield b"RIFF\4\0\0\0WAVEfmt " + struct.pack("<I", 0xFFFFFFF0) + b"\1\0\2\0"
    yield element(0x1A45DFA3, element(0x4282, b"webm")) + element(0x18538067, b"\xec\x80" * 500_000, unsized=True)
    yield element(0x1A45DFA3, element(0x4282, b"webm"), unsized=True)
    yield element(0x1A45DFA3, element(0x4282, b"webm")) + element(0x18538067, element(0x1549A966, unsized=True))


def subtitles() -> Iterator[bytes]:
    """Yield odd files of subtitles."""
    cue = "00:00:01.000 --> 00:00:02.000\nBonjour.\n\n"
    whole = SUBTITLES.encode()
    yield from (
        b"",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf" + whole,
        whole.replace(b"\n", b"\r\n"),
        whole.replace(b"\n", b"\r"),
    )
    yield from (SUBTITLES.encode("utf-16"), SUBTITLES.encode("latin-1") + b"\xe9", whole.replace(b"B", b"\0"), EXE)
    yield ("WEBVTT\n\n" + cue * 200_000).encode()
    yield ("WEBVTT\n\n" + cue * 2_001).encode()
    yield b"WEBVTT\n\n" + b"a" * 3_000_000
    yield b"WEBVTT" + b"\n" * 300_000
    yield b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000" + b" a:b" * 20_000
    yield b"WEBVTT\n\n" + b"9" * 5_000 + b":00:00.000 --> 00:00:01.000\na"
    for broken in (
        "00:00:02.000 --> 00:00:01.000\na",
        "00:61:00.000 --> 00:62:00.000\na",
        "a --> b\nc",
        "-->",
        "00:00",
        "NOTE",
    ):
        yield f"WEBVTT\n\n{broken}".encode()
    yield from (whole[:cut] for cut in (3, 6, 8, 20, 38, 40))


def odd_forms() -> list[tuple[str, dict[str, SimpleUploadedFile]]]:
    """Return the kind of recording of each form, and the files that are sent in it."""
    sound_or_video = [(kind, {"file": content}) for kind, content in recordings()]
    with_subtitles = [("video", {"file": mp4(), "captions_file": content}) for content in subtitles()]
    return [
        (kind, {field: SimpleUploadedFile(NAMES[place % len(NAMES)], content) for field, content in files.items()})
        for place, (kind, files) in enumerate([*sound_or_video, *with_subtitles])
    ]


def test_two_hundred_odd_files_are_answered(client_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = client_of("superuser")
    client.raise_request_exception = False
    forms = odd_forms()
    assert len(forms) >= 200
    root = Collection.get_first_root_node().pk
    for place, (kind, files) in enumerate(forms):
        data = {"title": f"Essai {place}", "transcript": "Les mots tapés.", "collection": root, "tags": "", **files}
        answer = client.post(reverse("wagtailmedia:add", args=[kind]), data)
        if answer.status_code == 302:
            kept = SiteRecording.objects.latest("pk")
            assert kept.title == f"Essai {place}"
            with kept.file.open() as file:
                content = file.read()
            assert NAME.encode() not in content or kept.ending in {"mp4", "m4a", "webm"}, place
            assert EXE not in content or kept.ending not in {"mp3", "wav"}, place
            continue
        assert answer.status_code == 200, (place, kind)
        errors = answer.context["form"].errors
        said = [sentence for field in ("file", "captions_file") for sentence in errors.get(field, [])]
        assert said, (place, kind)
        assert all(sentence[0].isupper() and sentence.rstrip()[-1] in ".0" for sentence in said), said
        assert "Les mots tapés." in answer.text


@pytest.mark.usefixtures("true_cost")
@pytest.mark.parametrize("content", [mp3(), b"\xff" * 70_000, box(b"ftyp", b"isom\0\0\2\0") + box(b"free") * 30_000])
def test_the_same_is_said_by_the_process_that_reads_them(client_of, settings, tmp_path, content):
    settings.MEDIA_ROOT = tmp_path
    data = {"title": "Essai", "collection": Collection.get_first_root_node().pk, "tags": ""}
    data["file"] = SimpleUploadedFile("a.mp3", content)
    answer = client_of("superuser").post(reverse("wagtailmedia:add", args=["audio"]), data)
    try:
        wanted = cleaned("audio", content).content
    except RefusedRecordingError as refused:
        assert str(refused) in answer.context["form"].errors["file"]
    else:
        with SiteRecording.objects.get().file.open() as file:
            assert file.read() == wanted


def test_a_recording_that_takes_too_much_memory_is_refused(monkeypatch, true_cost):
    from content.recordings import cleaning_apart, refusals
    from lib.bounds import Bounds

    monkeypatch.setattr(cleaning_apart, "BOUNDS", Bounds(memory=60 * 1024 * 1024, processor=10))
    with pytest.raises(RefusedRecordingError, match=refusals.TOO_LARGE):
        cleaning_apart.cleaned_apart("audio", bytes(80 * 1024 * 1024))
