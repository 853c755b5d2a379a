"""The letters that the fonts of this folder can write, and what stands for the others.

The standard of tagged PDF refuses a letter without a drawing. Needs nothing but the files of fonts/.

>>> written("10 € → cœur\N{SOFT HYPHEN}s")
'10 € -> cœurs'
>>> written("Bonjour 🙂🙂 Ольга !")
'Bonjour […] !'
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lib.text import NBSP, NormalForm, composed, normalized

FONTS = Path(__file__).parent / "fonts"
LACKING = "\N{REPLACEMENT CHARACTER}"  # in place of a letter without a drawing; no font of ours has it
ELLIPSIS = "[…]"  # what readers see of them
LONGEST_WORD = 30  # letters on a line; a longer word is broken
BREAK = "\N{ZERO WIDTH SPACE}"
NEAREST = str.maketrans(
    {
        **dict.fromkeys("\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}", NBSP),
        **dict.fromkeys("‐\N{NON-BREAKING HYPHEN}", "-"),
        **dict.fromkeys("‒―", "–"),
        **dict.fromkeys("☐□", "[ ]"),
        **dict.fromkeys("☑☒✓✔", "[x]"),
        **dict.fromkeys("●■▪‣", "•"),
        **dict.fromkeys("→➔➜", "->"),
        "ʼ": "’",
        "≤": "<=",
        "≥": ">=",
    }
)
_LACKING = re.compile(rf"{LACKING}(?:\s*{LACKING})*")
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def written(text: str) -> str:
    """Return the text in letters that the fonts have: the same, one near it, or one sign for those that follow."""
    return shown(known(text))


def known(text: str) -> str:
    """Return the text in letters that the fonts have, with LACKING for each that nothing comes near to."""
    return "".join(map(_near, composed(text.translate(NEAREST))))


def shown(text: str) -> str:
    """Return what `known` left, with one sign for the letters that lack, and breaks in what no line can hold."""
    return _LONG.sub(_broken, _LACKING.sub(ELLIPSIS, text))


def _broken(word: re.Match[str]) -> str:
    parts = re.split(r"(?<=[/?&=])(?![/?&=])", word[0])
    return BREAK.join(part[at : at + LONGEST_WORD] for part in parts for at in range(0, len(part), LONGEST_WORD))


@cache
def _near(letter: str) -> str:
    """Return the letter, or what is nearest to it: its plain form, the letter without its accent, nothing."""
    category = unicodedata.category(letter)
    if category in {"Cf", "Mn", "Me"}:  # a format, an accent that no letter of the fonts has: readers pile them badly
        return ""
    if ord(letter) in letters():
        return letter
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    forms: tuple[NormalForm, ...] = ("NFKC", "NFKD")
    for form in forms:
        plain = normalized(form, letter)
        if form == "NFKD":
            plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
        if plain and all(ord(sign) in letters() for sign in plain):
            return plain
    return LACKING


@cache
def letters() -> frozenset[int]:
    """Return the numbers of the letters that every font of the folder draws."""
    return frozenset.intersection(*(frozenset(_drawn(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf"))))


def _drawn(font: bytes) -> Iterator[int]:
    """Yield the letters of a TrueType font, from its table « cmap », format 4."""
    start = _letters_of(font)
    twice = _number(font, start + 6)  # two bytes a segment
    ends, begins, deltas, places = (start + 14 + twice * row + 2 * (row > 0) for row in range(4))
    for at in range(0, twice, 2):
        first, last = _number(font, begins + at), _number(font, ends + at)
        delta, place = _number(font, deltas + at), _number(font, places + at)
        for letter in range(first, last + 1):
            glyph = _number(font, places + at + place + 2 * (letter - first)) if place else letter
            if glyph and (glyph + delta) % 0x10000:
                yield letter


def _letters_of(font: bytes) -> int:
    """Return where the letters of Windows begin, in segments (format 4). Raises ValueError for a font without them."""
    tables = (struct.unpack_from(">4sIII", font, 12 + 16 * row) for row in range(_number(font, 4)))
    cmap = next(place for name, _, place, _ in tables if name == b"cmap")
    for row in range(_number(font, cmap + 2)):
        system, _, place = struct.unpack_from(">HHI", font, cmap + 4 + 8 * row)
        if system == 3 and _number(font, cmap + place) == 4:
            return cmap + place
    raise ValueError("a font whose letters are not told as we read them")


def _number(font: bytes, at: int) -> int:
    return struct.unpack_from(">H", font, at)[0]
