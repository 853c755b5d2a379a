"""Names of places as people write them: « St-Étienne », « Havre (Le) », « 76000 Rouen CEDEX ».

>>> words_of("ST ETIENNE-du-Rouvray") == words_of("Saint-Étienne du Rouvray")
True
>>> is_named("havre le", "Le Havre Seine-Maritime 76"), is_named("76600 Le Havre", "Le Havre Seine-Maritime 76")
(True, True)
"""

import re

from lib.text import fold_words

_IN_FULL = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_POSTCODE = re.compile(r"[0-9]{5}")
_LEFT_OUT = {"cedex"}


def words_of(text: str) -> list[str]:
    """Return the words of a name, folded, « St » in full and without « CEDEX »; a postcode is its département."""
    return [_in_full(word) for word in fold_words(text).split() if word not in _LEFT_OUT]


def _in_full(word: str) -> str:
    if _POSTCODE.fullmatch(word) and not word.startswith("20"):  # Corsica: its postcodes do not say 2A or 2B
        return word[:3] if word.startswith(("97", "98")) else word[:2]
    return _IN_FULL.get(word, word)


def is_named(asked: str, place: str) -> bool:
    """Return whether each word asked begins a word of what is said of a place; a number must be whole."""
    said = words_of(place)
    return all(_is_among(word, said) for word in words_of(asked))


def _is_among(word: str, said: list[str]) -> bool:
    return word in said if word[0].isdigit() else any(each.startswith(word) for each in said)
