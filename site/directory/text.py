"""Comparing what people type with what is written: « evreux » is « Évreux », « coeur » is « cœur »."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'"})


def folded(text: str) -> str:
    """The text without accents, capitals or ligatures; apostrophes made plain."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(character for character in decomposed if not unicodedata.combining(character)).lower()
