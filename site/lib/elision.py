"""« de » before a name, as French says it.

>>> [of(name) for name in ("Anne", "Élise", "Yves", "Yann", "Karim", "Hugo")]
['d’Anne', 'd’Élise', 'd’Yves', 'de Yann', 'de Karim', 'de Hugo']
"""

from lib.text import fold

_VOWELS = frozenset("aeiou")


def of(name: str) -> str:
    """Return « de » and a name, elided before a vowel; a Y is one before a consonant, an H never: both are said."""
    folded = fold(name)
    first, second = folded[:1], folded[1:2]
    is_vowel = first in _VOWELS or (first == "y" and second.isalpha() and second not in _VOWELS)
    return f"d’{name}" if is_vowel else f"de {name}"
