"""Subtitles: read whole, written again in one plain form, refused with the number of the passage."""

import pytest

from content.recordings import captions, refusals
from content.recordings.refusals import RefusedRecordingError
from tests.content.recordings import NAME, SUBTITLES

CUE = "00:00:01.000 --> 00:00:02.000\nBonjour."


def refusal(text: str) -> str:
    with pytest.raises(RefusedRecordingError) as refused:
        captions.cleaned(text)
    return str(refused.value)


def cues(count: int) -> str:
    return "WEBVTT\n\n" + "\n\n".join(
        f"00:{number // 60:02}:{number % 60:02}.000 --> 00:{number // 60:02}:{number % 60:02}.900\na"
        for number in range(count)
    )


def test_plain_subtitles_stay_as_they_are():
    assert captions.cleaned(SUBTITLES) == SUBTITLES


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_each_computer_ends_them(end):
    assert captions.cleaned(SUBTITLES.replace("\n", end)) == SUBTITLES


def test_a_mark_of_the_order_of_bytes_is_taken_off():
    assert captions.cleaned(captions.decoded(b"\xef\xbb\xbf" + SUBTITLES.encode())) == SUBTITLES


@pytest.mark.parametrize("part", [f"NOTE {NAME}", f"STYLE\n::cue {{color: red}}\n/* {NAME} */", f"REGION\nid:{NAME}"])
def test_nothing_but_passages_is_kept(part):
    kept = captions.cleaned(f"WEBVTT - {NAME}\nAuthor: {NAME}\n\n{part}\n\n{NAME}\n{CUE}\n")
    assert kept == f"WEBVTT\n\n{CUE}\n"


def test_the_place_of_a_passage_is_kept():
    assert "line:10% align:start" in captions.cleaned(
        f"WEBVTT\n\n{CUE}".replace(".000\n", ".000 line:10% align:start\n")
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", refusals.NOT_WEBVTT),
        ("1\n00:00:01,000 --> 00:00:02,000\nBonjour.", refusals.NOT_WEBVTT),
        ("WEBVTTX\n\n" + CUE, refusals.NOT_WEBVTT),
        ("WEBVTT", refusals.NO_CUES),
        ("WEBVTT\n\nNOTE rien", refusals.NO_CUES),
        (cues(2_001), refusals.TOO_MANY_CUES),
        ("WEBVTT\n\n" + "a" * 100_001, refusals.TOO_MANY_CUES),
    ],
)
def test_what_is_no_subtitles_is_said(text, said):
    assert refusal(text) == said


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ("00:00:01,000 --> 00:00:02,000\nBonjour.", "les heures ne se lisent pas"),
        ("00:00:01.000 -> 00:00:02.000\nBonjour.", "les heures ne se lisent pas"),
        ("00:00:01.000 --> 00:99:02.000\nBonjour.", "les heures ne se lisent pas"),
        ("00:00:02.000 --> 00:00:01.000\nBonjour.", "finit avant de commencer"),
        ("00:00:00.500 --> 00:00:03.000\nBonjour.", "commence avant celui d’avant"),
        ("00:00:02.000 --> 00:00:03.000", "il manque le texte"),
        ("00:00:02.000 --> 00:00:03.000\nA\n00:00:03.000 --> 00:00:04.000\nB", "une ligne vide après"),
    ],
)
def test_the_first_fault_is_said_with_its_passage(cue, said):
    found = refusal(f"WEBVTT\n\n{CUE}\n\n{cue}")
    assert "passage 2 :" in found
    assert said in found


def test_other_letters_than_utf_8_are_said():
    with pytest.raises(RefusedRecordingError, match="UTF-8"):
        captions.decoded(SUBTITLES.encode("utf-16"))


def test_the_most_passages_are_read():
    assert captions.cleaned(cues(2_000)).count("-->") == 2_000
