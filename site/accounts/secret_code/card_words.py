"""The words of login cards: drawn, read back however they are typed, kept only as fingerprints.

A card carries four words out of 2,048 (44 bits) and a token of 128 bits in its QR. Neither opens an account without the
secret code of its owner (accounts.secret_code.rules).

    >>> normalise("Éclair,  LUNE - Cœur")
    ['eclair', 'lune', 'coeur']
"""

import difflib
import re
import secrets
from functools import cache
from pathlib import Path

from lib import typed
from lib.secrets import Purpose, fingerprint
from lib.text import fold

WORDS_PER_CARD = 4
# No prefix: cards printed before purposes existed must go on opening.
CARD_WORDS = Purpose("the words of a card, or of an invitation to a group", prefix="")


@cache
def vocabulary() -> tuple[str, ...]:
    """Return the 2,048 words, plain French without accents."""
    return tuple((Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split())


@cache
def _known() -> frozenset[str]:
    return frozenset(vocabulary())


def normalise(text: str) -> list[str]:
    """Return the words of `text`: lower case, accents folded, whatever stands between them."""
    return re.findall(r"[a-z]+", fold(typed.without_hidden(text)))


def draw_words() -> list[str]:
    """Return four words drawn at random."""
    return [secrets.choice(vocabulary()) for _ in range(WORDS_PER_CARD)]


def words_fingerprint(words: list[str]) -> str:
    """Return the fingerprint of normalised words, hexadecimal."""
    return fingerprint(CARD_WORDS, " ".join(words))


def unknown_words(words: list[str]) -> list[str]:
    """Return those of `words` that stand on no card at all: typing slips, which a page may name without harm."""
    return [word for word in words if word not in _known()]


def closest_word(word: str) -> str | None:
    """Return the word of the vocabulary closest to `word`, if one is close enough."""
    near = difflib.get_close_matches(word[:20], vocabulary(), n=1, cutoff=0.75)
    return near[0] if near else None
