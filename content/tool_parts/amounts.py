"""Amounts and numbers as people write them in French, and as exact decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal

from lib.text import NBSP

CENT = Decimal("0.01")
LARGEST = Decimal("999999999.99")
TOO_LARGE = "Un calcul donne un nombre trop grand."
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_NUMBER = re.compile(r"[-−]?\d{1,9}(?:,\d{1,4})?")


class TooLargeError(ValueError):
    """Raised for a result beyond LARGEST, in words for whoever edits the tool."""


def bounded(value: Decimal) -> Decimal:
    """Return a result. Raises TooLargeError beyond LARGEST: the next one could not be computed."""
    if abs(value) > LARGEST:
        raise TooLargeError(TOO_LARGE)
    return value


def read(words: str) -> Decimal | None:
    """Return the number that these words are, None for anything else.

    >>> read("1 850,40 €")
    Decimal('1850.40')
    """
    plain = _SPACES.sub("", words).removesuffix("€")
    if not _NUMBER.fullmatch(plain):
        return None
    return Decimal(plain.replace("−", "-").replace(",", "."))


def money(value: Decimal) -> str:
    """Return an amount with two decimals, its thousands apart.

    >>> money(Decimal("-1850.4")).replace(NBSP, "~")
    '−1~850,40'
    """
    whole, cents = f"{abs(rounded(value)):,.2f}".split(".")
    return f"{_sign(value)}{whole.replace(',', NBSP)},{cents}"


def number(value: Decimal) -> str:
    """Return a number without zeros that say nothing.

    >>> number(Decimal("12.50")), number(Decimal("40"))
    ('12,5', '40')
    """
    whole, _, rest = f"{abs(value):,f}".partition(".")
    rest = rest.rstrip("0")
    return _sign(value) + whole.replace(",", NBSP) + (f",{rest}" if rest else "")


def rounded(value: Decimal) -> Decimal:
    """Return an amount to the nearest cent, half a cent up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def _sign(value: Decimal) -> str:
    return "−" if value < 0 else ""
