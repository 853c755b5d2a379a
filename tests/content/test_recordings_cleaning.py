"""What is kept of a sound or a video: what plays, and nothing that says who, when, where or on what."""

import struct

import pytest

from content.recordings import refusals
from content.recordings.cleaning import cleaned
from content.recordings.kinds import AUDIO, VIDEO
from content.recordings.refusals import RefusedRecordingError
from tests.content.recordings import (
    NAME,
    PLACE,
    box,
    element,
    frame,
    id3,
    m4a,
    mp3,
    mp4,
    number,
    wav,
    webm,
)

EACH = [
    (AUDIO, mp3, "mp3", 40 * 1152 / 44_100),
    (AUDIO, wav, "wav", 1.0),
    (AUDIO, m4a, "m4a", 5.0),
    (VIDEO, mp4, "mp4", 5.0),
    (VIDEO, webm, "webm", 2.0),
]
GPS = mp4((b"vide", b"avc1"), (b"meta", b"gpmd"))


def refusal(kind: str, content: bytes) -> str:
    with pytest.raises(RefusedRecordingError) as refused:
        cleaned(kind, content)
    return str(refused.value)


@pytest.mark.parametrize(("kind", "make", "ending", "seconds"), EACH)
def test_a_recording_keeps_no_name_and_no_place(kind, make, ending, seconds):
    assert NAME.encode() in make()
    found = cleaned(kind, make())
    assert NAME.encode() not in found.content
    assert PLACE not in found.content
    assert found.ending == ending
    assert found.seconds == pytest.approx(seconds, abs=0.01)


@pytest.mark.parametrize(("kind", "make", "ending", "seconds"), EACH)
def test_what_plays_stays_as_it_was(kind, make, ending, seconds):
    plain = make(described=False)
    assert cleaned(kind, plain).content == plain


@pytest.mark.parametrize(("kind", "make"), [(VIDEO, mp4), (VIDEO, webm), (AUDIO, m4a)])
def test_nothing_moves_in_what_says_where_its_parts_are(kind, make):
    assert len(cleaned(kind, make()).content) == len(make())


@pytest.mark.parametrize(("make", "kept"), [(mp3, frame() * 40), (wav, wav(described=False))])
def test_the_sound_itself_is_whole(make, kept):
    assert cleaned(AUDIO, make()).content == kept


def test_the_days_of_an_mp4_are_blanked():
    day = struct.pack(">I", 3_800_000_000)
    assert mp4().count(day) == 5
    assert cleaned(VIDEO, mp4()).content.count(day) == 0


@pytest.mark.parametrize(("make", "size"), [(mp4, (320, 180)), (webm, (64, 48))])
def test_the_size_of_a_video_is_read(make, size):
    found = cleaned(VIDEO, make())
    assert (found.width, found.height) == size


def test_a_video_that_a_browser_recorded_without_lengths_is_read():
    found = cleaned(VIDEO, webm(unsized=True))
    assert found.seconds == pytest.approx(1.8)
    assert NAME.encode() not in found.content


def test_the_entry_of_a_table_of_contents_that_leads_to_tags_goes_with_them():
    entry = element(0x4DBB, element(0x53AB, bytes.fromhex("1254c367")), number(0x53AC, 300))
    kept = element(0x4DBB, element(0x53AB, bytes.fromhex("1654ae6b")), number(0x53AC, 40))
    content = webm(unsized=True)
    at = content.index(bytes.fromhex("1549a966"))
    found = cleaned(VIDEO, content[:at] + element(0x114D9B74, entry, kept) + content[at:]).content
    assert entry not in found
    assert kept in found


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        (AUDIO, b"", refusals.EMPTY),
        (AUDIO, b"\0" * 4000, refusals.NOT_A_SOUND),
        (AUDIO, b"MZ\x90\0" + b"\xff" * 5000, refusals.NOT_A_SOUND),
        (VIDEO, b"MZ\x90\0" + b"\xff" * 5000, refusals.NOT_A_VIDEO),
        (AUDIO, b"<html><script>alert(1)</script>", refusals.NOT_A_SOUND),
        (AUDIO, b"OggS" + bytes(60), refusals.NOT_A_SOUND),
        (VIDEO, b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", refusals.NOT_A_VIDEO),
        (AUDIO, mp4(), refusals.IS_A_VIDEO),
        (AUDIO, webm(), refusals.IS_A_VIDEO),
        (VIDEO, m4a(), refusals.NO_PICTURES),
        (VIDEO, mp3(), refusals.NO_PICTURES),
        (VIDEO, webm(kind=2, codec=b"A_OPUS"), refusals.NO_PICTURES),
        (VIDEO, webm(codec=b"V_MPEG4/ISO/AVC"), refusals.OTHER_CODEC),
        (VIDEO, webm().replace(b"webm", b"matr", 1), refusals.OTHER_CODEC),
        (VIDEO, webm(kind=33), refusals.OTHER_TRACK),
        (VIDEO, mp4((b"vide", b"hvc1")), refusals.OTHER_CODEC),
        (VIDEO, mp4((b"vide", b"avc1"), (b"soun", b"ac-3")), refusals.OTHER_CODEC),
        (VIDEO, GPS, refusals.OTHER_TRACK),
        (VIDEO, mp4().replace(b"url \0\0\0\1", b"url \0\0\0\0"), refusals.UNREADABLE),
        (VIDEO, mp4()[:-20], refusals.UNREADABLE),
        (VIDEO, box(b"ftyp", b"isom\0\0\2\0"), refusals.EMPTY),
        (VIDEO, webm()[:200], refusals.UNREADABLE),
        (AUDIO, mp3(1), refusals.UNREADABLE),
        (AUDIO, id3(200_000), refusals.UNREADABLE),
        (AUDIO, wav(0), refusals.EMPTY),
        (AUDIO, wav()[:30], refusals.UNREADABLE),
        (AUDIO, frame() * 46_000, refusals.TOO_LONG),
        (VIDEO, mp4(extra=box(b"free") * 20_001), refusals.TOO_LARGE),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(kind, content, said):
    assert refusal(kind, content) == said


def test_boxes_in_boxes_without_end_are_refused():
    deep = b""
    for _ in range(500):
        deep = box(b"moov", deep)
    assert refusal(VIDEO, mp4() + deep) == refusals.UNREADABLE
