"""What a sound or a video keeps inside of what plays it: programs, cameras, comments, days. It plays as it did."""

import struct

import pytest

from content.recordings import refusals
from content.recordings.cleaning import cleaned
from content.recordings.kinds import AUDIO, VIDEO
from content.recordings.refusals import RefusedRecordingError
from content.recordings.vorbis import without_comments
from tests.content.recordings import NAME, box, element, frame, id3, mp3, mp4, number, wav, webm

NAMED = NAME.encode()
VOID, CHECK = 0xEC, 0xBF
SETUP = b"\5vorbis" + bytes(range(40))


def packet(comment: bytes = NAMED, program: bytes = NAMED) -> bytes:
    """Return the second packet of a sound in Vorbis, with one comment."""
    said = struct.pack("<I", len(program)) + program + struct.pack("<II", 1, len(comment)) + comment
    return b"\3vorbis" + said + b"\1"


def vorbis(comments: bytes) -> bytes:
    """Return the head of a sound in Vorbis."""
    first = b"\1vorbis" + bytes(23)
    size = b"\xff" * (len(comments) // 255) + bytes((len(comments) % 255,))
    return bytes((2, len(first))) + size + first + comments + SETUP


def sound(head: bytes, *more: bytes) -> bytes:
    """Return a track of sound in Vorbis of a WebM."""
    said = (number(0xD7, 2), number(0x73C5, 2), number(0x83, 2), element(0x63A2, head), element(0x86, b"A_VORBIS"))
    return element(0xAE, *said, *more, element(0xE1, number(0x9F, 1)))


@pytest.mark.parametrize("comment", [NAMED, b"ARTIST=" + NAMED, NAMED * 60, b""])
def test_the_comments_of_a_sound_in_vorbis_go_and_its_head_stays_as_long(comment):
    head = vorbis(packet(comment))
    after = without_comments(head)
    assert NAMED not in after
    assert len(after) == len(head)
    assert after.endswith(SETUP)
    start = after.index(b"\3vorbis")
    (size,) = struct.unpack_from("<I", after, start + 7)
    assert struct.unpack_from("<IB", after, start + 11 + size) == (0, 1)
    assert after[start + 16 + size :] == SETUP
    content = webm(tracks=sound(head))
    found = cleaned(VIDEO, content).content
    assert NAMED not in found
    assert after in found
    assert len(found) == len(content)


@pytest.mark.parametrize(
    "head",
    [
        b"\1" + vorbis(packet())[1:],
        vorbis(packet())[:50],
        vorbis(b"\3vorbis\0\0\0\0\0\0\0\0"),
        vorbis(b"\3opusxx" + bytes(20)),
        b"\2\xff\xff",
        b"\2",
    ],
)
def test_a_head_that_cannot_be_read_is_refused(head):
    with pytest.raises(RefusedRecordingError) as refused:
        cleaned(VIDEO, webm(tracks=sound(head)))
    assert str(refused.value) == refusals.UNREADABLE


@pytest.mark.parametrize("name", [0x536E, 0x258688, 0x3A9697, 0x3B4040, 0x26B240, 0x41E4, VOID])
def test_a_track_keeps_what_plays_it_alone(name):
    content = webm(described=False, tracks=sound(vorbis(packet(b"", b"")), element(name, NAMED)))
    found = cleaned(VIDEO, content).content
    assert NAMED in content
    assert NAMED not in found
    assert element(0x86, b"A_VORBIS") in found
    assert element(0xE1, number(0x9F, 1)) in found


@pytest.mark.parametrize(
    "parts",
    [
        element(0x1C53BB6B, element(0xBB, number(0xB3, 0), element(VOID, NAMED))),
        element(0x1C53BB6B, element(0xBB, element(0xB7, number(0xF7, 1), element(0xDB, NAMED)))),
        element(0x1F43B675, number(0xE7, 0), element(VOID, NAMED), element(CHECK, b"abcd")),
        element(0x114D9B74, element(VOID, NAMED)),
        element(VOID, NAMED),
    ],
)
def test_what_was_left_in_a_part_that_players_skip_goes(parts):
    content = webm(described=False, parts=parts)
    found = cleaned(VIDEO, content).content
    assert NAMED in content
    assert NAMED not in found
    assert len(found) == len(content)


def test_the_places_of_the_pictures_stay():
    cues = element(0x1C53BB6B, element(0xBB, number(0xB3, 0), element(0xB7, number(0xF7, 1), number(0xF1, 300))))
    assert cues in cleaned(VIDEO, webm(parts=cues)).content


def test_what_a_program_adds_to_the_head_of_a_webm_goes():
    content = webm(described=False)
    at = content.index(element(0x4282, b"webm"))
    head = content[12:at] + element(VOID, NAMED) + content[at : content.index(bytes.fromhex("18538067"))]
    found = cleaned(VIDEO, element(0x1A45DFA3, head) + content[content.index(bytes.fromhex("18538067")) :])
    assert NAMED not in found.content
    assert found.seconds == pytest.approx(2.0)


def entry(codec: bytes, *inside: bytes, before: bytes) -> bytes:
    return box(b"stsd", bytes(4), struct.pack(">I", 1), box(codec, before, *inside))


CODED = box(b"avcC", b"\1abc")
CAMERA = bytes(12) + b"FFMP" + bytes(26) + bytes((13,)) + NAMED + bytes(18) + b"\0\x18\xff\xff"
OLD = bytes(8) + b"\0\1" + bytes(2) + b"appl" + bytes(28)  # of QuickTime: sixteen more before its boxes


def coded(kind: str, sample: bytes) -> bytes:
    """Return a recording of which this says how it is coded."""
    track = b"vide" if kind == VIDEO else b"soun"
    moov = box(b"moov", box(b"mvhd", bytes(12), struct.pack(">II", 1000, 5000), bytes(80)),
               box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), track, NAMED, bytes(4)),
                                box(b"minf", box(b"stbl", sample)))))  # fmt: skip
    return box(b"ftyp", b"isom\0\0\2\0isomavc1") + box(b"mdat", b"pictures and sounds") + moov


@pytest.mark.parametrize(
    ("kind", "sample"),
    [
        (VIDEO, entry(b"avc1", CODED, box(b"udta", NAMED), before=CAMERA)),
        (AUDIO, entry(b"mp4a", CODED, box(b"uuid", NAMED), before=bytes(12) + b"FFMP" + bytes(12))),
        (AUDIO, entry(b"mp4a", CODED, box(b"uuid", NAMED), before=OLD)),
    ],
)
def test_the_camera_and_the_program_that_coded_are_blanked(kind, sample):
    content = coded(kind, sample)
    found = cleaned(kind, content).content
    for trace in (NAMED, b"FFMP", b"appl"):
        assert trace not in found
    assert CODED in found
    assert len(found) == len(content)


def test_the_path_of_a_file_is_blanked_even_when_its_pictures_are_in_it():
    whole = box(b"dinf", box(b"dref", bytes(4), struct.pack(">I", 1), box(b"alis", b"\0\0\0\1", NAMED)))
    found = cleaned(VIDEO, mp4(described=False, extra=box(b"moov", whole))).content
    assert NAMED not in found
    assert b"alis\0\0\0\1" in found


def unit(message: bytes, size: int | None = None, after: bytes = b"\x80") -> bytes:
    """Return a unit of pictures in H.264 with one message, which may say another length."""
    said = len(message) if size is None else size
    inside = b"\6\5" + b"\xff" * (said // 255) + bytes((said % 255,)) + message + after
    return struct.pack(">I", len(inside)) + inside


def filmed(*units: bytes) -> bytes:
    return mp4(described=False, extra=box(b"mdat", b"\0\0\0\2\x65a", *units, b"\0\0\0\2\x41b"))


@pytest.mark.parametrize("message", [bytes(range(16)) + NAMED, bytes(range(1, 17)) + NAMED * 40])
def test_a_message_of_a_camera_inside_the_pictures_is_blanked(message):
    found = cleaned(VIDEO, filmed(unit(message))).content
    assert found == filmed(unit(b" " * len(message)))
    more = cleaned(VIDEO, filmed(unit(message + b"\3", len(message)))).content  # one more byte, so that no code begins
    assert NAMED not in more


@pytest.mark.parametrize(
    "looks", [unit(NAMED), unit(NAMED * 4, 200), unit(NAMED * 4, after=b"\x81"), unit(NAMED * 9)[:-60], b"\6\5"]
)
def test_pictures_that_look_like_a_message_stay(looks):
    content = filmed(looks)
    assert cleaned(VIDEO, content).content == content


def test_the_program_of_an_mp3_says_no_version():
    first = frame()[:21] + b"Info" + bytes(116) + b"LAME3.100" + bytes(27)
    first = first.ljust(417, b"\0")
    assert (
        cleaned(AUDIO, first + mp3(described=False)).content == first.replace(b"LAME3.100", b"LAME     ") + frame() * 40
    )


def test_a_tag_that_holds_what_looks_like_a_frame_goes():
    cover = frame()[:200] + NAMED
    tags = (b"APETAGEX" + cover, b"TAG" + cover + bytes(1000), id3()[:100] + cover * 3)
    for tag in tags:
        content = frame() * 40 + tag.ljust(2000, b"\0")
        assert cleaned(AUDIO, content).content == frame() * 40
    assert cleaned(AUDIO, frame() * 20 + tags[0] + frame() * 20).content == frame() * 40


def test_what_a_program_adds_to_the_description_of_a_wav_goes():
    plain = wav(described=False)
    longer = plain.replace(struct.pack("<I", 16), struct.pack("<I", 16 + 2 + len(NAMED) + 1), 1)
    longer = longer[:36] + struct.pack("<H", len(NAMED)) + NAMED + b"\0" + longer[36:]
    assert cleaned(AUDIO, longer).content == plain


def test_what_describes_an_empty_sound_is_no_sound():
    described = wav(0)
    data = b"data" + bytes(4)
    assert described.endswith(data)
    empty = wav(0, described=False)
    more = described[len(empty) - len(data) : -len(data)]
    assert NAMED in more
    with pytest.raises(RefusedRecordingError) as refused:
        cleaned(AUDIO, empty + more)
    assert str(refused.value) == refusals.EMPTY


@pytest.mark.parametrize("said", [b"\0\0\0\0", b"\xff\xff\xff\xff"])
def test_the_sound_of_a_recorder_that_was_cut_is_whole(said):
    whole = wav(described=False)
    at = whole.index(b"data") + 4
    assert cleaned(AUDIO, whole[:at] + said + whole[at + 4 :]).content == whole
