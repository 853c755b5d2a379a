"""Sensitive words in a text: whole words, whatever the accents, the capitals and the plural.

Pure: the lists come from the caller (`passport.sensitive`).

    >>> fold("  L’Hôpital,  DE JOUR ")
    'l hopital de jour'
    >>> found("Je sors de l’hôpital. Hospitalité !", ["hôpital", "hospitalité"])
    ['hôpital', 'Hospitalité']
"""

import re
import unicodedata
from collections.abc import Iterable

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case, without accents, one space between words, nothing else."""
    return " ".join(_folded(match.group()) for match in _WORD.finditer(unicodedata.normalize("NFC", text)))


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _stem(word: str) -> str:
    """A folded word without the mark of its plural."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


class Finder:
    """A list of words, made ready once to be looked for in many texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self._wanted: dict[str, list[list[str]]] = {}
        for word in words:
            parts = [_stem(part) for part in fold(word).split()]
            if parts:
                self._wanted.setdefault(parts[0], []).append(parts)

    def found(self, text: str) -> list[str]:
        """Those of the words (one or several in a row) that stand in `text`, written as the text writes them.

        Each once, in the order of the text.
        """
        text = unicodedata.normalize("NFC", text)
        spans = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        stems = [_stem(_folded(text[start:end])) for start, end in spans]
        seen: dict[str, str] = {}
        for place, stem in enumerate(stems):
            for parts in self._wanted.get(stem, ()):
                if stems[place : place + len(parts)] == parts:
                    written = text[spans[place][0] : spans[place + len(parts) - 1][1]]
                    seen.setdefault(" ".join(parts), written)
        return list(seen.values())


def found(text: str, words: Iterable[str]) -> list[str]:
    """Those of `words` that stand in one text (see `Finder.found`)."""
    return Finder(words).found(text)
