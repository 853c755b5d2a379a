"""Where each word stands: an inverted index in memory, made once a generation. Pure: no query here."""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from content.finding.things import Thing
from content.search.words import folds, stem, stems
from lib.near_words import SHORTEST, NearWords
from lib.text import fold

# What a word is worth where it stands. In a title of one word it is worth twice what it is in one of ten.
IN_TITLE, IN_ALSO, IN_NOTE, IN_TEXT = 4.0, 3.0, 1.5, 2.0
LONG_TITLE = 0.04  # what each more word of a title takes off
HALF_FULL = 2.0  # a word that stands so many times in a text of mean length is worth half of IN_TEXT
_SAID = re.compile(r"[^\W\d_]+")
MOST_BEGUN = 12
BESIDE = 0.4  # what the other places of a word add to the best one


class Post(NamedTuple):
    """A word in a thing: its worth there, and whether it stands in the title."""

    thing: int
    worth: float
    in_title: bool


# Titles and sentences hardly change from one generation to the next.
@lru_cache(maxsize=8192)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stems(text))


@lru_cache(maxsize=8192)
def _written(text: str) -> dict[str, str]:
    """Return the folded words of a text, each as the text writes it, in small letters."""
    said = {fold(word): word.lower() for word in _SAID.findall(text)}
    return {word: said.get(word, word) for word in folds(text)}


class Index:
    """The things by the stems of their words, and the words they are written with."""

    def __init__(
        self, things: Iterable[Thing], texts: Mapping[int, Counter[str]], also_known: Iterable[str] = ()
    ) -> None:
        self.things = list(things)
        self.titles: list[tuple[str, ...]] = [_stems(thing.title) for thing in self.things]
        self.posts: dict[str, list[Post]] = defaultdict(list)
        written: dict[str, str] = {}
        sizes = [sum(texts[thing.page].values()) for thing in self.things if thing.page in texts]
        mean = sum(sizes) / len(sizes) if sizes else 1.0
        for number, thing in enumerate(self.things):
            self._add(number, thing, texts.get(thing.page) or Counter(_stems(thing.text)), mean or 1.0)
            written |= _written(thing.title) | _written(thing.also)
        for text in also_known:
            written |= _written(text)
        self.near = NearWords(written)
        self._beginnings = sorted(written)

    def _add(self, number: int, thing: Thing, text: Counter[str], mean: float) -> None:
        full = HALF_FULL * (0.4 + 0.6 * sum(text.values()) / mean)
        worths = {word: [IN_TEXT * count / (count + full)] for word, count in text.items()}
        title = self.titles[number]
        shares = (IN_TITLE / (1 + LONG_TITLE * (len(title) - 1)), title), (IN_ALSO, _stems(thing.also))
        for worth, words in (*shares, (IN_NOTE, _stems(thing.note))):
            for word in set(words):
                worths.setdefault(word, []).append(worth)
        said = set(title)
        for word, each in worths.items():
            best = max(each)
            self.posts[word].append(Post(number, best + BESIDE * (sum(each) - best), word in said))

    def rarity(self, word: str) -> float:
        """Return what a stem is worth: the fewer the things that hold it, the more."""
        return math.log(1 + (len(self.things) + 1) / (len(self.posts.get(word, ())) + 0.5))

    def begun_by(self, beginning: str, longer: int) -> list[str]:
        """Return the stems of the first words that begin so and are so many signs longer: « compta »."""
        if len(beginning) < SHORTEST:
            return []
        start = bisect_left(self._beginnings, beginning)
        near = self._beginnings[start : start + MOST_BEGUN]
        found = [word for word in near if word.startswith(beginning) and len(word) >= len(beginning) + longer]
        return list(dict.fromkeys(map(stem, found)))
