"""The nearest known word to one that nobody wrote: slips of the finger and of the ear, never the opposite word.

All in Python, over words held in memory: PostgreSQL's pg_trgm and SQLite's FTS5 trigrams count alike only by chance,
and both would have a page answer differently for the same word.

>>> words = NearWords({"budget": "budget", "tresorier": "trésorier", "legal": "légal", "assemblee": "assemblée"})
>>> words.nearest("budjet"), words.nearest("tresorie"), words.nearest("illegal"), words.nearest("zzz")
('budget', 'tresorier', None, None)
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

SHORTEST = 4  # signs: shorter words are too near each other
LOOKED_AT = 24  # words compared sign by sign, those that share most pairs of signs
LONG = 7  # signs from which two slips are forgiven
LONGEST = 30
_NEGATIONS = ("anti", "mes", "mal", "des", "dis", "non", "in", "im", "il", "ir", "de", "me", "i")
_PAIRS = """
absence/presence absent/present absente/presente avec/sans normal/anormal majeur/mineur majeure/mineure actif/passif
inclure/exclure inclus/exclus inclusion/exclusion importer/exporter import/export interne/externe entrant/sortant
debit/credit debiteur/crediteur monter/descendre avant/apres plus/moins augmentation/diminution
ascendant/descendant acheter/vendre allumer/eteindre ouvrir/fermer ouverture/fermeture gagner/perdre accepter/refuser
entree/sortie recette/depense premier/dernier toujours/jamais tout/rien curatelle/tutelle tard/tot payant/gratuit
"""
_OPPOSITES = {frozenset(pair.split("/")) for pair in re.findall(r"\S+", _PAIRS)}
_SOUNDS = [
    (re.compile(pattern), said)
    for pattern, said in (
        (r"ph", "f"),
        (r"(.)\1", r"\1"),
        (r"h", ""),
        (r"qu?|ck?(?![eiy])", "k"),
        (r"[cs](?=[eiy])|sc|t(?=ion)", "s"),
        (r"z|x", "s"),
        (r"g(?=[eiy])ea?", "j"),
        (r"g(?=[iy])", "j"),
        (r"eau|au", "o"),
        (r"[aeo]i(?!n)|ei(?!n)", "e"),
        (r"(?:ain|ein|in|un|im|yn|ym)(?![aeiou])", "1"),
        (r"[ae][nm](?![aeiou])", "2"),
        (r"o[nm](?![aeiou])", "3"),
        (r"y", "i"),
        (r"(?:er|ez|ee|et|es|e|s|t|d|p)$", ""),
    )
]


def sound(word: str) -> str:
    """Return a folded word as it is heard, about: « conptabilite » and « comptabilite » are heard alike."""
    for pattern, said in _SOUNDS:
        word = pattern.sub(said, word)
    return word


def distance(one: str, other: str, most: int) -> int:
    """Return how many signs are added, left out, changed or swapped between two words; beyond `most`, `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != against))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == against:
                least = min(least, earlier[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return row[-1]


@lru_cache(maxsize=4096)
def are_opposite(one: str, other: str) -> bool:
    """Return whether two folded words say opposite things: a known pair, or one is the other behind a negation.

    Misspelled words too: « ilegal » is no slip of « légal ».
    """
    if frozenset((one, other)) in _OPPOSITES:
        return True
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return any(_denies(prefix, *pair) for prefix in _NEGATIONS for pair in ((longer, shorter), (shorter, longer)))


def _denies(prefix: str, denied: str, plain: str) -> bool:
    rest = denied.removeprefix(prefix)
    least = SHORTEST if len(prefix) > 1 else SHORTEST + 1
    if rest == denied or plain.startswith(prefix) or min(len(rest), len(plain)) < least - 1:
        return False
    return distance(rest, plain, 1) <= (1 if len(rest) > SHORTEST else 0)


def _pairs(word: str) -> set[str]:
    edged = f"^{word}$"
    return {edged[i : i + 2] for i in range(len(edged) - 1)}


class NearWords:
    """Words by their folded form, each with the way it is written; ten thousand are looked through in a few ms."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self.written = {word: said for word, said in written.items() if SHORTEST <= len(word) <= LONGEST}
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self.written:
            for pair in _pairs(word):
                self._by_pair[pair].append(word)
            self._by_sound[sound(word)].append(word)

    def nearest(self, word: str) -> str | None:
        """Return the nearest word to a folded one, in its folded form; None when none is near, or but its opposite."""
        if not SHORTEST <= len(word) <= LONGEST or word.isdigit():
            return None
        most = 2 if len(word) >= LONG else 1
        heard = set(self._by_sound[sound(word)]) if sound(word) in self._by_sound else set()
        found = [
            (distance(word, each, most + 1) - (each in heard), each[0] != word[0], each)
            for each in self._candidates(word) | heard
            if not are_opposite(word, each)
        ]
        near = [each for each in found if each[0] <= most - each[1]]
        return min(near)[2] if near else None

    def _candidates(self, word: str) -> set[str]:
        shared: Counter[str] = Counter()
        for pair in _pairs(word):
            shared.update(self._by_pair.get(pair, ()))
        ranked = sorted(shared, key=lambda each: (abs(len(each) - len(word)) - 2 * shared[each], each))
        return set(ranked[:LOOKED_AT])
