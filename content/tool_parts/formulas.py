"""The sums of a table, in words that whoever edits writes and whoever fills in reads: « avant + Recette − Dépense ».

A formula only adds and subtracts, or only multiplies: nobody has to know which sign comes first. « avant » is the cell
above in the same column.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

BEFORE = "avant"
_SIGNS = re.compile(r"(?<!\s)\s++([+−–×x*-])\s+")
_PLUS, _MINUS, _TIMES = {"+"}, {"-", "−", "–"}, {"×", "x", "*"}


class FormulaError(ValueError):
    """Raised for a formula that cannot be computed; its text is a sentence for whoever edits."""


@dataclass(frozen=True)
class Formula:
    """Terms with their sign, 1 or -1; `is_product`: they are multiplied. `continues`: from the cell above."""

    terms: tuple[tuple[int, str], ...]
    is_product: bool = False
    continues: bool = False

    @property
    def names(self) -> list[str]:
        """Return what the formula asks for, in order."""
        return [name for _, name in self.terms]

    def of(self, value_of: Callable[[str], Decimal]) -> Decimal:
        """Return the result, without the cell above, given the value of each name."""
        if self.is_product:
            product = Decimal(1)
            for name in self.names:
                product *= value_of(name)
            return product
        return sum((sign * value_of(name) for sign, name in self.terms), Decimal(0))


def parse(words: str) -> Formula:
    """Return a formula. Raises FormulaError.

    >>> parse("avant + Recette − Dépense")
    Formula(terms=((1, 'Recette'), (-1, 'Dépense')), is_product=False, continues=True)
    """
    pieces = [piece.strip() for piece in _SIGNS.split(f" {words.strip()} ")]
    names, signs = pieces[::2], pieces[1::2]
    if not all(names):
        raise FormulaError(f"Il manque un nom dans « {words} ». Écrivez par exemple : avant + Recette − Dépense.")
    if signs and all(sign in _TIMES for sign in signs) and BEFORE not in names:
        return Formula(tuple((1, name) for name in names), is_product=True)
    if any(sign in _TIMES for sign in signs):
        raise FormulaError(f"« {words} » : la multiplication ne se mélange pas avec +, − ou « avant ».")
    terms = list(zip([1, *(1 if sign in _PLUS else -1 for sign in signs)], names, strict=True))
    continues = terms[0][1] == BEFORE
    if BEFORE in [name for _, name in terms[1:]] or (continues and len(terms) == 1):
        raise FormulaError(f"« {words} » : « avant » vient en premier, et quelque chose le suit.")
    return Formula(tuple(terms[1:] if continues else terms), continues=continues)
