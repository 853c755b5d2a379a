"""What people call a group or a collective: seldom its whole official name.

>>> everyday_names("GEM Le Phare", "Rouen")
['GEM Le Phare', 'Phare']
>>> everyday_names("Maison de l’autisme de Mulhouse (MAM)", "Mulhouse")
['Maison de l’autisme de Mulhouse', 'Maison de l’autisme', 'MAM']
>>> everyday_names("GEM de Caen", "Caen")
['GEM de Caen']
"""

import re
from collections.abc import Iterable

from lib.text import WORD, fold_words

# What says the sort of place and not which one.
_SORTS = re.compile(
    r"\A(?:g\.?\s*e\.?\s*m\.?|groupes?(?:\s+d\s*['’]\s*entraide(?:\s+mutuelle)?)?|association|club(?:house)?|collectif)"
    r"\b\s*",
    re.IGNORECASE,
)
_LITTLE_WORDS = re.compile(
    r"\A(?:(?:de|du|des|le|la|les|un|une|territoire|à|au|aux|en)\b\s*|[dl]\s*['’]\s*)", re.IGNORECASE
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
SHORTEST = 3  # letters: « Le H » names nothing that a text could be searched for


def everyday_names(name: str, town: str = "") -> list[str]:
    """Return the whole name, what is said without the sort of place, the town and the brackets, and what these hold.

    The town, or a part of its name, is left out: to name a town names no group.
    """
    outside = _BRACKETS.sub(" ", name)
    found = [said for part in (outside, *_BRACKETS.findall(name)) for said in (part.strip(), *_shorter(part, town))]
    kept = {fold_words(said): said for said in reversed(found) if _says_something(said, town)}
    return sorted(kept.values(), key=found.index)


def _shorter(part: str, town: str) -> Iterable[str]:
    without_sort = _strip(part.strip())
    yield without_sort
    if "-" in without_sort:  # « Inouï-Criquet » is said « l’Inouï »
        yield from without_sort.split("-")
    if town:
        ending = re.compile(rf"\s+(?:d[eu]s?\s+|d\s*['’]\s*|à\s+)?{re.escape(town)}\s*\Z", re.IGNORECASE)
        yield ending.sub("", without_sort)


def _strip(part: str) -> str:
    """Return the text without the sort of place and the little words that it begins with."""
    before = ""
    while before != part:
        before, part = part, _LITTLE_WORDS.sub("", _SORTS.sub("", part))
    return part


def _says_something(said: str, town: str) -> bool:
    words = fold_words(said)
    letters = sum(len(word) for word in WORD.findall(words) if not word.isdigit())
    return letters >= SHORTEST and f" {words} " not in f" {fold_words(town)} "
