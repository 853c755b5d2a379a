"""The order of what is found: all the words in the title, then some, then the text; typed, then meant, then mended."""

from collections import defaultdict
from dataclasses import dataclass

from content.finding.catalogue import Catalogue, catalogue
from content.finding.question import MEANT, Question, Word, read
from content.finding.things import Kind, Thing
from content.search.words import folds
from lib.near_words import are_opposite

WHOLE_TITLE, ALL_IN_TITLE = 1.6, 1.25  # by how much a title that is the question, or that holds it all, counts more
LEAST_COVERED = 0.34  # of the worth of what was asked: below, a thing answers something else
PARTIAL = 1.25  # how steeply a thing goes down with each word that it lacks
MOST_KEPT = 200
PLACES = frozenset({Kind.GROUP, Kind.COLLECTIVE, Kind.AREA})
LOOKED_AT = 30  # answers whose title is read for an opposite
# A group has a name and a town alone: a word of the site in it says little of what is looked for.
OF_KIND = {
    Kind.GROUP: 0.8,
    Kind.COLLECTIVE: 0.8,
    Kind.SKILL: 0.8,
    Kind.TERM: 0.8,
    Kind.MODULE: 1.2,
    Kind.LESSON: 1.05,
}


@dataclass(frozen=True)
class Hit:
    """A thing found; `missing` are the words asked that it does not answer."""

    thing: Thing
    worth: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What was found, the best first, and how the question was read."""

    hits: list[Hit]
    question: Question

    @property
    def is_partial(self) -> bool:
        """Return whether nothing answers every word asked."""
        return bool(self.hits) and all(hit.missing for hit in self.hits)


def find(text: str, kinds: set[Kind] | None = None, exactly: bool = False) -> Answer:
    """Return what answers a question, among some kinds: never a page under a restriction."""
    known = catalogue()
    question = read(text, known, exactly)
    worths = _worths(question, known)
    chosen = {
        number: by_word
        for number, by_word in worths.items()
        if kinds is None or known.index.things[number].kind in kinds
    }
    hits = [hit for number, by_word in chosen.items() if (hit := _hit(number, by_word, question, known))]
    hits.sort(key=lambda hit: (-hit.worth, hit.thing.title, hit.thing.url))
    said = set(folds(text))
    hits = [_without_opposite(hit, question, said) for hit in hits[:LOOKED_AT]] + hits[LOOKED_AT:]
    hits.sort(key=lambda hit: -hit.worth)
    return Answer(hits[:MOST_KEPT], question)


def _worths(question: Question, known: Catalogue) -> dict[int, dict[int, tuple[float, bool]]]:
    """Return, by thing, then by the place of a word asked, what it is worth there and whether the title says it."""
    found: dict[int, dict[int, tuple[float, bool]]] = defaultdict(dict)
    for place, word in enumerate(question.words):
        for stem, worth in word.answers.items():
            rarity = known.index.rarity(stem)
            for post in known.index.posts.get(stem, ()):
                _keep(found[post.thing], place, (worth * rarity * post.worth, post.in_title))
    for span in question.spans:
        for number, (mean, in_title) in _all_of(span.means, known).items():
            for place in span.places:
                _keep(found[number], place, (MEANT * mean, in_title))
    for name in question.names:
        _take_whole(name, found, known)
    return found


def _take_whole(name: frozenset[int], found: dict[int, dict[int, tuple[float, bool]]], known: Catalogue) -> None:
    """Let no thing answer a part of a name that a place of the directory has whole: Saint-Malo is no Saint-Lô."""
    holders = (number for number, by_word in found.items() if name <= by_word.keys())
    if not any(known.index.things[number].kind in PLACES for number in holders):
        return
    for number, by_word in list(found.items()):
        if not name <= by_word.keys():
            found[number] = {place: said for place, said in by_word.items() if place not in name}


def _keep(by_word: dict[int, tuple[float, bool]], place: int, said: tuple[float, bool]) -> None:
    by_word[place] = max(by_word.get(place, (0.0, False)), said)


def _all_of(stems: tuple[str, ...], known: Catalogue) -> dict[int, tuple[float, bool]]:
    """Return the things that hold every stem, with their mean worth and whether the title says them all."""
    held: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for stem in set(stems):
        for post in known.index.posts.get(stem, ()):
            held[post.thing].append((known.index.rarity(stem) * post.worth, post.in_title))
    count = len(set(stems))
    return {
        number: (sum(worth for worth, _ in each) / count, all(in_title for _, in_title in each))
        for number, each in held.items()
        if len(each) == count
    }


def _weight(place: int, word: Word, question: Question, known: Catalogue) -> float:
    """Return what a word weighs in the question: the rarest counts most."""
    stems = [*word.answers, *(stem for span in question.spans if place in span.places for stem in span.means)]
    return max((known.index.rarity(stem) for stem in stems if stem in known.index.posts), default=4.0)


def _hit(number: int, by_word: dict[int, tuple[float, bool]], question: Question, known: Catalogue) -> Hit | None:
    thing = known.index.things[number]
    weights = [_weight(place, word, question, known) for place, word in enumerate(question.words)]
    covered = sum(weights[place] for place in by_word) / sum(weights)
    if covered < LEAST_COVERED:
        return None
    worth = sum(worth for worth, _ in by_word.values()) * covered**PARTIAL * OF_KIND.get(thing.kind, 1.0)
    if len(by_word) == len(question.words) and all(in_title for _, in_title in by_word.values()):
        worth *= WHOLE_TITLE if len(known.index.titles[number]) <= len(question.words) else ALL_IN_TITLE
    missing = tuple(word.typed for place, word in enumerate(question.words) if place not in by_word)
    return Hit(thing, worth, missing)


def _without_opposite(hit: Hit, question: Question, said: set[str]) -> Hit:
    """Return the hit, put down and said as partial when its title says the opposite of a word asked alone."""
    title = set(folds(hit.thing.title))
    asked = {*(word.typed for word in question.words), *(said & {"avec", "sans"})}
    against = [
        word
        for word in asked
        if word not in title and any(are_opposite(word, other) for other in title if other not in said)
    ]
    if not against:
        return hit
    return Hit(hit.thing, hit.worth / 2, tuple(dict.fromkeys((*hit.missing, *against))))
