"""Reading what somebody typed: its words, what each may stand for, and the slips that are mended."""

import re
from dataclasses import dataclass, field

from content.finding.catalogue import Catalogue, Leading
from content.finding.index import Index
from content.search.words import MOST_WORDS_ASKED, asked, stem
from content.search.written import plain
from directory.spelling import department_of

AS_TYPED, BEGINNING, MENDED, MEANT = 1.0, 0.75, 0.8, 0.7  # what a word is worth, by how it was come to
LEFT_OUT = 3  # letters that people leave out when they cut a word; fewer, it is a slip first
RARE, FREQUENT = 2, 8  # things: a word that two at most hold may be a slip for one that eight hold
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_HYPHENATED = re.compile(r"\w+(?:[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]\w+)+")
_SAINTS = frozenset(("saint", "sainte"))
_POSTCODE = re.compile(r"\d{5}")


@dataclass
class Word:
    """A word asked: folded, with the stems that answer it and what each is worth. `mended` is what it was read as."""

    typed: str
    answers: dict[str, float]
    mended: str = ""


@dataclass(frozen=True)
class Span:
    """Words of the question, by their places, that also look for something else."""

    places: tuple[int, ...]
    means: tuple[str, ...]


@dataclass
class Question:
    """What was asked, as it is looked for. `names`: places of words that may be one name, as « Saint-Lô » is."""

    words: list[Word]
    spans: list[Span] = field(default_factory=list)
    names: list[frozenset[int]] = field(default_factory=list)

    @property
    def slips(self) -> list[Word]:
        """Return the words that were read otherwise than typed."""
        return [word for word in self.words if word.mended]


def read(text: str, known: Catalogue, exactly: bool = False) -> Question:
    """Return the question of a text; `exactly` mends no slip."""
    words = [_word(each, known, exactly) for each in dict.fromkeys(asked(text)[:MOST_WORDS_ASKED])]
    shouted = {stem(each.lower()) for each in _CAPITALS.findall(plain(text))}
    spans = _spans([next(iter(word.answers)) for word in words], shouted, known)
    return Question(words, spans, _names(text, [word.typed for word in words]))


def _names(text: str, typed: list[str]) -> list[frozenset[int]]:
    """Return the words written with a hyphen between them, and each « saint » with the word that follows it."""
    hyphenated = (set(asked(found[0])) for found in _HYPHENATED.finditer(text))
    names = [{place for place, word in enumerate(typed) if word in parts} for parts in hyphenated]
    names += [{place, place + 1} for place, word in enumerate(typed[:-1]) if word in _SAINTS]
    return [frozenset(name) for name in names if len(name) > 1]


def _word(folded: str, known: Catalogue, exactly: bool) -> Word:
    own, index = stem(folded), known.index
    answers = {own: AS_TYPED}
    if _POSTCODE.fullmatch(folded) and (code := department_of(folded)):
        answers[stem(code.lower())] = AS_TYPED
    if folded in index.near.written or own in known.leading or len(answers) > 1 or len(index.posts.get(own, ())) > RARE:
        return Word(folded, answers)
    if own not in index.posts and (begun := index.begun_by(folded, LEFT_OUT)):
        return Word(folded, answers | dict.fromkeys(begun, BEGINNING))
    nearest = None if exactly else _nearest(folded, own, index)
    if nearest:
        return Word(folded, {stem(nearest): MENDED}, index.near.written[nearest] or nearest)
    begun = [] if own in index.posts else index.begun_by(folded, 1)
    return Word(folded, answers | dict.fromkeys(begun, BEGINNING))


def _nearest(folded: str, own: str, index: Index) -> str | None:
    """Return the word that was meant; for one that a text or two hold by chance, only a frequent one."""
    nearest = index.near.nearest(folded)
    is_known = own in index.posts
    return nearest if nearest and (not is_known or len(index.posts[stem(nearest)]) >= FREQUENT) else None


def _spans(stems: list[str], shouted: set[str], known: Catalogue) -> list[Span]:
    """Return what the editors' words add, wherever the words typed stand in a row."""
    found = []
    for start, first in enumerate(stems):
        for each in known.leading.get(first, []):
            places = range(start, start + len(each.typed))
            if tuple(stems[start : places.stop]) == each.typed and _is_said(each, shouted):
                found += [Span(tuple(places), means) for means in each.means]
    return found


def _is_said(each: Leading, shouted: set[str]) -> bool:
    return not each.in_capitals or set(each.typed) <= shouted
