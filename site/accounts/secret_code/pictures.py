"""Sixteen pictures: four of them, in order, make a secret code for people whom digits do not suit.

Such a code reads "images:chat lune velo pomme". Keys must never change: codes are kept as fingerprints of them.

    >>> code_of(["chat", "lune", "velo", "pomme"])
    'images:chat lune velo pomme'
"""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError

LENGTH = 4
PREFIX = "images:"
TOO_PLAIN = "Ces images sont trop faciles à deviner. Choisissez-en d’autres, dans un ordre moins régulier."


class Picture(NamedTuple):
    """One picture: its key in a code, its word beside it, its OpenMoji drawing (static/img/pictograms)."""

    key: str
    word: str
    drawing: str


# In the order of the page, which must never change: people also remember where a picture stands.
PICTURES = (
    Picture("chat", "Chat", "1F431"),
    Picture("chien", "Chien", "1F436"),
    Picture("poisson", "Poisson", "1F41F"),
    Picture("oiseau", "Oiseau", "1F426"),
    Picture("arbre", "Arbre", "1F333"),
    Picture("fleur", "Fleur", "1F33A"),
    Picture("soleil", "Soleil", "2600"),
    Picture("lune", "Lune", "1F319"),
    Picture("maison", "Maison", "1F3E0"),
    Picture("cle", "Clé", "1F511"),
    Picture("velo", "Vélo", "1F6B2"),
    Picture("bateau", "Bateau", "26F5"),
    Picture("pomme", "Pomme", "1F34E"),
    Picture("tasse", "Tasse", "2615"),
    Picture("parapluie", "Parapluie", "2602"),
    Picture("etoile", "Étoile", "2B50"),
)
_POSITION = {picture.key: position for position, picture in enumerate(PICTURES)}


def is_picture(key: str) -> bool:
    """Return whether `key` names one of the sixteen."""
    return key in _POSITION


def code_of(keys: Sequence[str]) -> str:
    """Return the code made of these pictures."""
    return PREFIX + " ".join(keys)


def is_code(code: str) -> bool:
    """Return whether a code is made of pictures."""
    return code.startswith(PREFIX)


def check_strength(code: str) -> None:
    """Raise ValidationError for one or two pictures repeated, or a row, a column, a diagonal in order."""
    positions = [_POSITION[key] for key in code.removeprefix(PREFIX).split()]
    steps = {after - before for before, after in itertools.pairwise(positions)}
    if len(set(positions)) <= 2 or len(steps) == 1:
        raise ValidationError(TOO_PLAIN)
