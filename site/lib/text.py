"""Comparison of what people type with what is written: « evreux » is « Évreux », « coeur » is « cœur ».

>>> fold("Cœur d’Évreux")
"coeur d'evreux"
>>> fold_words("  L’Hôpital,  DE JOUR ")
'l hopital de jour'
"""

import re
import unicodedata

NBSP = "\N{NO-BREAK SPACE}"
WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'"})


def fold(text: str) -> str:
    """Return the text without accents, capitals or ligatures; apostrophes made plain."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def fold_words(text: str) -> str:
    """Return the folded words of a text with one space between them, and nothing else."""
    return " ".join(fold(match.group()) for match in WORD.finditer(unicodedata.normalize("NFC", text)))
