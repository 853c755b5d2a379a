"""Whom to call when one is not well, for any page: the number that the editors keep among the key figures."""

from typing import NamedTuple

from django import template
from django.db import DatabaseError

from content.figures_in_text.values import PREVENTION, value_of

register = template.Library()


class Number(NamedTuple):
    """A telephone number: as one reads it, and as a telephone takes it."""

    said: str
    dialled: str


@register.simple_tag
def prevention_number() -> Number:
    """Return the national number against suicide, the one known to the code while the database is away."""
    try:
        said = value_of(*PREVENTION)
    except DatabaseError:
        said = PREVENTION[1]
    return Number(said, "".join(said.split()))
