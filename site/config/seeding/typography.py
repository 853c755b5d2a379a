"""French typography, so that the seed files can be typed on any keyboard."""

import re

from lib.text import NBSP, no_break

_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_NUMBER_SIGN = re.compile(r"(?<=n°) (?=\d)")
_COUNTED = re.compile(r"(?<=\d) (?=(?:ans?|mois|jours?|semaines?|heures?|minutes?|euros?|personnes?)\b)")
_ORDINAL = re.compile(r"(?<=\de) (?=(?:jour|heure|mois|semaine|année)\b)")
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DAY = re.compile(rf"(?:(?<=\d)|(?<=1er)) (?=(?:{_MONTHS})\b)")


def french_typography(text: str) -> str:
    """Return the same words with curly apostrophes and the non-breaking spaces that French asks for.

    >>> french_typography("L'ARS ? « Oui » : 23 000 €").replace(NBSP, "~")
    'L’ARS~? «~Oui~»~: 23~000~€'
    >>> french_typography("le 12e jour, le 1er mars").replace(NBSP, "~")
    'le 12e~jour, le 1er~mars'

    Applied twice it changes nothing more. Not for addresses: the caller leaves them out.
    """
    text = no_break(text.replace("'", "’"))
    for pattern in (_THOUSANDS, _NUMBER_SIGN, _COUNTED, _ORDINAL, _DAY):
        text = pattern.sub(NBSP, text)
    return text
