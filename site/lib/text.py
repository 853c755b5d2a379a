"""Comparison of what people type with what is written: « evreux » is « Évreux », « coeur » is « cœur ». Names of files.

>>> fold("Cœur d’Évreux")
"coeur d'evreux"
>>> fold_words("  L’Hôpital,  DE JOUR ")
'l hopital de jour'
"""

import re
import unicodedata
from typing import Any, Literal

NormalForm = Literal["NFC", "NFD", "NFKC", "NFKD"]
NBSP = "\N{NO-BREAK SPACE}"
WORD = re.compile(r"[^\W_]+")
_BEFORE_SIGN = re.compile(r"(?<=\S)[ \u202f]+(?=[?!:;»%€](?:\W|$))")
_AFTER_OPENING = re.compile(r"(?<=«)[ \u202f]+")
_APOSTROPHES = "'’ʼ"
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
_PLAIN = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'"})


def no_break(text: str) -> str:
    """Return the same words, with a space that no line breaks before a high sign and inside quotation marks.

    >>> no_break("Dans « Mon compte » ?").replace(NBSP, "~")
    'Dans «~Mon compte~»~?'
    """
    return _AFTER_OPENING.sub(NBSP, _BEFORE_SIGN.sub(NBSP, text))


def _marks() -> str:
    """Return, for a regular expression, the signs that Unicode sorts behind a letter, or that become such signs."""
    signs = map(chr, range(0x300, 0x1F000))
    marks = (s for s in signs if unicodedata.combining(unicodedata.normalize("NFKD", s)[0]))
    return "".join(marks)


MOST_MARKS = 30  # behind one letter (Unicode, UAX #15, Stream-Safe Text Format)
_MARKS = _marks()
_BEYOND = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")


def normalized(form: NormalForm, text: str) -> str:
    """Return the text in a form of Unicode, in a time that grows as the text does.

    Python sorts the marks of one letter in the square of their number: of 100,000 it would keep the processor for a
    minute. A letter keeps the first `MOST_MARKS`; no language writes ten.
    """
    may_be_beyond = len(text) > MOST_MARKS and not text.isascii()
    return unicodedata.normalize(form, _BEYOND.sub(r"\1", text) if may_be_beyond else text)


_BREAKS = str.maketrans("\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n" * 8)
_NOT_WRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 has no way to write them


def writable(text: str) -> str:
    """Return the text as any file can hold it: what a word processor puts for a new line is one, other controls go.

    >>> writable("un\v deux\x01")
    'un\\n deux'
    """
    return _NOT_WRITABLE.sub("", text.translate(_BREAKS))


def writable_texts(value: Any) -> Any:
    """Return the same value of JSON with each of its texts as any file can hold it."""
    if isinstance(value, dict):
        return {name: writable_texts(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [writable_texts(each) for each in value]
    return writable(value) if isinstance(value, str) else value


def composed(text: str) -> str:
    """Return the text with each accent in its letter: a Mac writes them apart in the names of files."""
    return normalized("NFC", text)


def has_loose_marks(text: str) -> bool:
    """Return whether a mark stands on a letter that has none of its own: a stroke, a ring, small letters above it.

    >>> has_loose_marks("e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT}"), has_loose_marks("e\u0336")
    (False, True)
    """
    return not text.isascii() and any(unicodedata.category(sign).startswith("M") for sign in composed(text))


# Format characters (Unicode, category Cf) that stand inside words of a pasted text.
_CUTS = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_UNSEEN = re.compile(f"[{_CUTS}]|(?<=[a-zA-ZÀ-ÿ])[\u200c\u200d](?=[a-zA-ZÀ-ÿ])")
_CUTS_OR_JOINERS = re.compile(f"[{_CUTS}\u200c\u200d]")
_SPACES = str.maketrans("\u00a0\u2007\u2009\u202f", "    ")


def seen_alone(text: str) -> str:
    """Return the text without the signs that nobody sees: a hyphen that may break, a space without width…

    They come inside words with what is pasted from a PDF. Joiners stay where a script or an emoji needs them.

    >>> seen_alone("coor\u00addi\u200bna\u2060tion")
    'coordination'
    """
    return text if text.isascii() else _UNSEEN.sub("", text)


def searched(text: str) -> str:
    """Return the text as names, places and numbers are looked for in it: its looks, without what nobody sees.

    Each accent is in its letter, no sign without width is left, and every space of a line is a plain one.

    >>> searched("ho\N{COMBINING CIRCUMFLEX ACCENT}\u00adpital,\u202f06\u00a012")
    'hôpital, 06 12'
    """
    return text if text.isascii() else composed(_CUTS_OR_JOINERS.sub("", text)).translate(_SPACES)


def file_name(name: str) -> str:
    """Return the name of a file that means the same once it is cut down to letters, digits, dashes and dots.

    >>> file_name("L’e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT} – cœur.odt")
    'L-été - coeur.odt'
    """
    return "".join(map(_in_a_file_name, composed(name).translate(_LIGATURES)))


def _in_a_file_name(sign: str) -> str:
    return "-" if unicodedata.category(sign) == "Pd" or sign in _APOSTROPHES else sign


def fold(text: str) -> str:
    """Return the text without accents, capitals or ligatures; apostrophes made plain."""
    plain = text.casefold().translate(_PLAIN)
    if plain.isascii():
        return plain
    decomposed = normalized("NFKD", plain)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def fold_words(text: str) -> str:
    """Return the folded words of a text with one space between them, and nothing else."""
    return " ".join(fold(match.group()) for match in WORD.finditer(composed(text)))
