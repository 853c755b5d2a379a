"""Short addresses of places.

>>> free_slug("GEM St-Éloi", "Rouen", {"gem-st-eloi"})
'gem-st-eloi-rouen'
"""

import itertools
from collections.abc import Container

from django.utils.text import slugify

from lib.text import fold

ROOM = 70  # letters of an address, beside the number that tells two apart


def free_slug(name: str, town: str, taken: Container[str]) -> str:
    """Return an address that is not taken: of the name, then of the name and the town, then with a number."""
    base = slugify(fold(name))[:ROOM].strip("-") or "groupe"
    longer = slugify(f"{base} {fold(town)}")[:ROOM].strip("-")
    numbered = (f"{longer}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain((base, longer), numbered) if slug not in taken)
