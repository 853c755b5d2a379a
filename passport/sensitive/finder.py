"""Sensitive words in a text: whole words, whatever the accents, the capitals and the plural.

Pure: the lists come from the caller (`passport.sensitive.words_of`).

    >>> found("Je sors de l’hôpital. Hospitalité !", ["hôpital", "hospitalité"])
    ['hôpital', 'Hospitalité']
"""

import re
from collections.abc import Callable, Iterable

from lib.text import fold, fold_words, searched

Spans = list[tuple[int, int]]  # where each word of a listed text stands
Condition = Callable[[str, Spans], bool]
# « G.E.M. », « c.m.p »: an acronym is one word, with its dots or without.
_WORD = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])|[^\W_]+")


def _stem(word: str) -> str:
    """Return a folded word without the mark of its plural."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _parts(folded: str) -> list[str]:
    """Return the words of a listed text; an acronym written with dots is one."""
    parts = folded.split()
    return ["".join(parts)] if parts and all(len(part) == 1 for part in parts) else parts


class Finder:
    """A list of words, prepared once to be looked for in many texts.

    `names` are found only where the text writes one of their words with a capital that no sentence begins with: « le
    Passage » is a place, « au passage » is not. `capitals` are found wherever one of their words has a capital:
    « Rose » begins a sentence and may be somebody, « rose » is a colour. Each place where they stand is looked at.
    """

    def __init__(self, words: Iterable[str] = (), names: Iterable[str] = (), capitals: Iterable[str] = ()) -> None:
        self._wanted: dict[str, list[tuple[list[str], Condition]]] = {}
        for listed, counts in ((words, _always), (names, _has_capital_of_its_own), (capitals, _has_capital)):
            for word in listed:
                parts = [_stem(part) for part in _parts(fold_words(word))]
                if parts:
                    self._wanted.setdefault(parts[0], []).append((parts, counts))

    def found(self, text: str) -> list[str]:
        """Return the listed words (one or several in a row) found in `text`, as the text writes them.

        Each comes once, in the order of the text.
        """
        text = searched(text)
        spans = [match.span() for match in _WORD.finditer(text)]
        stems = [_stem(fold(text[start:end]).replace(".", "")) for start, end in spans]
        seen: dict[str, str] = {}
        past = 0  # the first word after the last one found: « hôpital de jour » is not also « hôpital »
        for index in range(len(stems)):
            length = self._longest_at(index, stems, text, spans) if index >= past else 0
            if length:
                past = index + length
                written = text[spans[index][0] : spans[past - 1][1]]
                seen.setdefault(" ".join(stems[index:past]), written)
        return list(seen.values())

    def _longest_at(self, index: int, stems: list[str], text: str, spans: Spans) -> int:
        """Return how many words the longest listed text that begins there has; 0 when none does."""
        return max(
            (
                len(parts)
                for parts, counts in self._wanted.get(stems[index], ())
                if stems[index : index + len(parts)] == parts and counts(text, spans[index : index + len(parts)])
            ),
            default=0,
        )


def _always(_text: str, _spans: Spans) -> bool:
    return True


def _has_capital(text: str, spans: Spans) -> bool:
    return any(text[start].isupper() for start, _ in spans)


def _has_capital_of_its_own(text: str, spans: Spans) -> bool:
    """Return whether one of these words has a capital that its place in the sentence does not explain."""
    return _has_capital(text, spans[1 if begins_a_sentence(text, spans[0][0]) else 0 :])


def begins_a_sentence(text: str, start: int) -> bool:
    """Return whether the word that stands there has the capital of a sentence: nothing before it, or its end."""
    return not text[:start].rstrip(" \t\u00a0\u202f«\"’'(-–—")[-1:].strip(".!?…:\n")


def found(text: str, words: Iterable[str]) -> list[str]:
    """Return those of `words` that one text holds (see `Finder.found`)."""
    return Finder(words).found(text)
