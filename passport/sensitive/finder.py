"""Sensitive words in a text: whole words, whatever the accents, the capitals and the plural.

Pure: the lists come from the caller (`passport.sensitive.words_of`).

    >>> found("Je sors de l’hôpital. Hospitalité !", ["hôpital", "hospitalité"])
    ['hôpital', 'Hospitalité']
"""

import unicodedata
from collections.abc import Iterable

from lib.text import WORD, fold, fold_words


def _stem(word: str) -> str:
    """Return a folded word without the mark of its plural."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


class Finder:
    """A list of words, prepared once to be looked for in many texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self._wanted: dict[str, list[list[str]]] = {}
        for word in words:
            parts = [_stem(part) for part in fold_words(word).split()]
            if parts:
                self._wanted.setdefault(parts[0], []).append(parts)

    def found(self, text: str) -> list[str]:
        """Return the listed words (one or several in a row) found in `text`, as the text writes them.

        Each comes once, in the order of the text.
        """
        text = unicodedata.normalize("NFC", text)
        spans = [(match.start(), match.end()) for match in WORD.finditer(text)]
        stems = [_stem(fold(text[start:end])) for start, end in spans]
        seen: dict[str, str] = {}
        for index, stem in enumerate(stems):
            for parts in self._wanted.get(stem, ()):
                if stems[index : index + len(parts)] == parts:
                    written = text[spans[index][0] : spans[index + len(parts) - 1][1]]
                    seen.setdefault(" ".join(parts), written)
        return list(seen.values())


def found(text: str, words: Iterable[str]) -> list[str]:
    """Return those of `words` that one text holds (see `Finder.found`)."""
    return Finder(words).found(text)
